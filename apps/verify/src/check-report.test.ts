import { expect, test } from 'vitest';
import { renderChecks } from './check-report.ts';

test('why a check was skipped is told whole, below the table where there is no room in it', () => {
  const reason = `/opt/${'deep/'.repeat(12)}python has no module pandas (python -m pip install pandas)`;

  const [table = '', below] = renderChecks([
    { name: 'consumer_datasets', verdict: 'skipped', reason: 'there is no python3' },
    { name: 'consumer_pandas', verdict: 'skipped', reason },
  ]).split('\n\n');

  expect(table).toMatch(/^consumer_datasets +skipped +there is no python3$/mu);
  expect(below?.replaceAll(/\n */gu, ' ')).toBe(`skipped consumer_pandas: ${reason}`);
});
