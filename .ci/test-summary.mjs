// Adds up the results that vitest wrote for each project and prints one line: `N passed, N failed`, and
// `, N skipped` where any were. Exits 1 where a test failed, or a project that has tests left no results.
import { existsSync, readdirSync, readFileSync } from 'node:fs';

const folders = ['tools', ...foldersBelow('packages'), ...foldersBelow('apps')];
const tested = folders.filter((folder) => readJson(`${folder}/package.json`).scripts.test);
const silent = tested.filter((folder) => !existsSync(resultsPath(folder)));
const counts = tested
  .filter((folder) => !silent.includes(folder))
  .map((folder) => countTests(readJson(resultsPath(folder))));

const passed = sum(counts.map((count) => count.passed));
const failed = sum(counts.map((count) => count.failed));
const skipped = sum(counts.map((count) => count.skipped));

for (const folder of silent) console.error(`${folder} has tests but no ${resultsPath(folder)}`);
console.log(`${passed} passed, ${failed} failed${skipped === 0 ? '' : `, ${skipped} skipped`}`);
if (failed > 0 || passed === 0 || silent.length > 0) process.exitCode = 1;

function foldersBelow(parent) {
  return readdirSync(parent)
    .map((name) => `${parent}/${name}`)
    .filter((folder) => existsSync(`${folder}/package.json`));
}

function resultsPath(folder) {
  return `${folder}/test-results/results.json`;
}

function readJson(path) {
  return JSON.parse(readFileSync(path, 'utf8'));
}

/** A file that did not load, or an error outside of any test, has no failed test to its name: it counts as one. */
function countTests({ testResults, success, ...totals }) {
  const unloaded = testResults.filter(
    ({ status, assertionResults }) =>
      status === 'failed' && assertionResults.every((test) => test.status !== 'failed'),
  );
  const failed = totals.numFailedTests + unloaded.length;
  return {
    passed: totals.numPassedTests,
    failed: failed === 0 && !success ? 1 : failed,
    skipped: totals.numPendingTests + totals.numTodoTests,
  };
}

function sum(numbers) {
  return numbers.reduce((total, number) => total + number, 0);
}
