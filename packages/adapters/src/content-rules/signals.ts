import { formalSignals } from './formal-signals.ts';
import { moralSignals } from './moral-signals.ts';
import { proseSignals } from './prose-signals.ts';
import { questionSignals } from './question-signals.ts';
import type { Signal } from './signal.ts';
import { technicalSignals } from './technical-signals.ts';

/** All signals by name; the order is the order of their features. */
export const signals = {
  ...questionSignals,
  ...technicalSignals,
  ...formalSignals,
  ...proseSignals,
  ...moralSignals,
} as const satisfies Record<string, Signal>;
