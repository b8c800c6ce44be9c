import { categories, categoryAliases } from '@llamaforge/schema';
import * as keys from './row-keys.ts';

/** The table at `tagsAt`: the names of keys, tags and roles, each with its number; position-independent. */
export function tagTable(): Uint8Array {
  const table = new Uint8Array(keys.nameTableBytes * 3);
  addNames(table.subarray(keys.keyNamesAt, keys.tagNamesAt), keyNumbers);
  addNames(table.subarray(keys.tagNamesAt, keys.roleNamesAt), tagNumbers());
  addNames(table.subarray(keys.roleNamesAt), roleNumbers);
  return table;
}

type NameNumbers = ReadonlyMap<string, number>;

const keyNumbers: NameNumbers = new Map<string, number>([
  ['chosen', keys.chosenKey],
  ['messages', keys.messagesKey],
  ['conversations', keys.conversationsKey],
  ['data', keys.dataKey],
  ['system', keys.systemKey],
  ['system_prompt', keys.systemPromptKey],
  ['chat', keys.chatKey],
  ['instances', keys.instancesKey],
  ['instruction', keys.instructionKey],
  ['input', keys.inputKey],
  ['context', keys.contextKey],
  ['output', keys.outputKey],
  ['response', keys.responseKey],
  ['completion', keys.completionKey],
  ['answer', keys.answerKey],
  ['question', keys.questionKey],
  ['answers', keys.answersKey],
  ['choices', keys.choicesKey],
  ['options', keys.optionsKey],
  ['query', keys.queryKey],
  ['prompt', keys.promptKey],
  ['gold', keys.goldKey],
  ['label', keys.labelKey],
  ['story', keys.storyKey],
  ['canonical_solution', keys.canonicalSolutionKey],
  ['target', keys.targetKey],
  ['inputs', keys.inputsKey],
  ['targets', keys.targetsKey],
  ['continuation', keys.continuationKey],
  ['text', keys.textKey],
  ['code', keys.codeKey],
  ['turns', keys.turnsKey],
  ['utterances', keys.utterancesKey],
  ['log', keys.logKey],
  ['history', keys.historyKey],
  ['is_correct', keys.isCorrectKey],
  ['_category', keys.ownCategoryKey],
  ['category', keys.categoryKey],
  ['_source', keys.ownSourceKey],
  ['tools', keys.toolsKey],
  ['role', keys.roleKey],
  ['from', keys.fromKey],
  ['content', keys.contentKey],
  ['value', keys.valueKey],
  ['tool_calls', keys.toolCallsKey],
  ['reasoning_content', keys.reasoningContentKey],
  ['reasoning', keys.reasoningKey],
  ['thinking', keys.thinkingKey],
]);

// As adapters' `speakerOfRole` reads them.
const roleNumbers: NameNumbers = new Map<string, number>([
  ['user', keys.humanSpeaker],
  ['human', keys.humanSpeaker],
  ['prompter', keys.humanSpeaker],
  ['assistant', keys.assistantSpeaker],
  ['gpt', keys.assistantSpeaker],
  ['bot', keys.assistantSpeaker],
  ['model', keys.assistantSpeaker],
  ['function_call', keys.callSpeaker],
  ['system', keys.systemSpeaker],
  ['developer', keys.systemSpeaker],
  ['tool', keys.toolSpeaker],
  ['function', keys.toolSpeaker],
  ['observation', keys.toolSpeaker],
  ['function_response', keys.toolSpeaker],
]);

function tagNumbers(): NameNumbers {
  return new Map(
    categories.flatMap((category, place) =>
      [category, ...categoryAliases[category]].map((name) => [name, place + 1] as const),
    ),
  );
}

function addNames(table: Uint8Array, numbers: NameNumbers): void {
  const view = new DataView(table.buffer, table.byteOffset, table.byteLength);
  for (const [name, number] of numbers) {
    const bytes = new TextEncoder().encode(name);
    if (bytes.length > keys.longestName) throw new RangeError(`${name} is too long for a slot`);
    let place = homeSlot(bytes);
    while (view.getUint32(place * keys.nameSlotBytes + keys.nameNumberAt, true) !== 0) {
      place = (place + 1) % keys.nameSlots;
    }
    const slot = place * keys.nameSlotBytes;
    table.set(bytes, slot);
    view.setUint32(slot + keys.nameNumberAt, number, true);
  }
}

// The assembly's `homeSlot` over again: a name's four words added up by odd factors, times 2^64 / golden ratio.
function homeSlot(bytes: Uint8Array): number {
  const padded = new DataView(new ArrayBuffer(keys.longestName));
  for (const [at, byte] of bytes.entries()) padded.setUint8(at, byte);
  let sum = 0n;
  for (const [word, factor] of [1n, 3n, 5n, 7n].entries()) {
    sum += padded.getBigUint64(word * 8, true) * factor;
  }
  const spread = BigInt.asUintN(64, sum * 0x9e3779b97f4a7c15n);
  return Number(spread >> BigInt(64 - keys.nameSlotBits));
}
