import fc from 'fast-check';

/**
 * Every test file runs this first: properties are checked on the same invented values each time, so that a red check
 * is red for everyone. `PROPERTY_SEED=<number>` invents others.
 */
fc.configureGlobal({ seed: Number(process.env['PROPERTY_SEED'] ?? 20_261_123) });
