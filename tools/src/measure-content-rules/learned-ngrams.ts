import { balancedWeights } from './balanced-scores.ts';
import { groupRows, labels, type LabelledRow } from './labelled-row.ts';

const buckets = 2 ** 16;
const rowsPerFamily = 150;
const epochs = 6;
const rate = 3;

/**
 * The learned baseline: a softmax over hashed words and pairs of words of each field, by stochastic gradient in a fixed
 * order. Returns what predicts a row's label.
 */
export function learnLabels(rows: readonly LabelledRow[]): (row: LabelledRow) => string {
  const sample = sampleRows(rows);
  const weightOf = balancedWeights(sample);
  const weights = labels.map(() => new Float32Array(buckets));
  const features = sample.map(featuresOf);
  const meanWeight = sample.reduce((sum, row) => sum + weightOf(row), 0) / sample.length;
  for (let epoch = 0; epoch < epochs; epoch++) {
    for (const index of shuffled(sample.length, epoch)) {
      const row = sample[index];
      const present = features[index];
      if (row === undefined || present === undefined) continue;
      const size = (rate / (1 + epoch)) * Math.min(20, weightOf(row) / meanWeight);
      learn({ weights, present, truth: labels.indexOf(row.label), size });
    }
  }
  return (row) => {
    const shares = softmax(weights, featuresOf(row));
    return labels[shares.indexOf(Math.max(...shares))] ?? 'instruction';
  };
}

interface Step {
  readonly weights: readonly Float32Array[];
  readonly present: readonly number[];
  readonly truth: number;
  readonly size: number;
}

function learn({ weights, present, truth, size }: Step): void {
  const shares = softmax(weights, present);
  const value = 1 / Math.sqrt(present.length + 1);
  weights.forEach((column, label) => {
    const step = size * value * ((label === truth ? 1 : 0) - (shares[label] ?? 0));
    for (const feature of present) column[feature] = (column[feature] ?? 0) + step;
  });
}

function softmax(weights: readonly Float32Array[], present: readonly number[]): readonly number[] {
  const value = 1 / Math.sqrt(present.length + 1);
  const scores = weights.map((column) =>
    present.reduce((sum, feature) => sum + value * (column[feature] ?? 0), 0),
  );
  const top = Math.max(...scores);
  const powers = scores.map((score) => Math.exp(score - top));
  const sum = powers.reduce((total, power) => total + power, 0);
  return powers.map((power) => power / sum);
}

/** Buckets of the words and pairs of words of each field's first 1,000 characters, each bucket once. */
function featuresOf({ text }: LabelledRow): readonly number[] {
  const found = new Set<number>();
  for (const [field, whole] of Object.entries(text)) {
    const words =
      whole
        .slice(0, 1000)
        .toLowerCase()
        .match(/[\p{L}\p{N}]+|[^\s\p{L}\p{N}]/gu) ?? [];
    words.forEach((word, index) => {
      found.add(bucketOf(`${field} ${word}`));
      found.add(bucketOf(`${field} ${word} ${words[index + 1] ?? ''}`));
    });
  }
  return [...found];
}

/** FNV-1a, folded to the number of buckets. */
function bucketOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) {
    hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  }
  return (hash ^ (hash >>> 16)) & (buckets - 1);
}

/** At most so many rows of each family and label, spread over its files. */
function sampleRows(rows: readonly LabelledRow[]): readonly LabelledRow[] {
  const groups = groupRows(rows, ({ family, label }) => `${label} ${family}`);
  return [...groups.values()].flatMap((group) => {
    const stride = Math.max(1, group.length / rowsPerFamily);
    return Array.from({ length: Math.min(rowsPerFamily, group.length) }, (_, i) =>
      group.slice(Math.floor(i * stride), Math.floor(i * stride) + 1),
    ).flat();
  });
}

/** A fixed order for each epoch: multiples of a prime that does not divide the count. */
function shuffled(count: number, epoch: number): readonly number[] {
  const prime = [7919, 7927, 7933, 7937, 7949, 7951][epoch % 6] ?? 7919;
  return Array.from({ length: count }, (_, i) => (i * prime + epoch) % count);
}
