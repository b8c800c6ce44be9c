import type { Label, LabelledRow } from './labelled-row.ts';
import {
  apiBankDialogues,
  argumentRow,
  gorillaRow,
  headAndRest,
  toolAlpacaRows,
  toolBenchRows,
  withAnswersOf,
} from './odd-shapes.ts';
import { at, list, text, type Place } from './raw-value.ts';

/** Files of one set whose rows have one family and, mostly, one label. */
export interface LabelledSet {
  readonly family: string | ((row: number) => string);
  readonly label:
    Label | ((text: LabelledRow['text'], raw: unknown, row: number) => Label | undefined);
  /** Below the data folder, without `.gz`. */
  readonly files: readonly string[];
  /** The rows that stand for one raw row, in a shape that the adapters know; the raw row itself without it. */
  readonly rows?: (raw: unknown, place: Place) => readonly unknown[];
  /** Reads files that are none of rows. */
  readonly open?: (bytes: Buffer) => readonly unknown[];
}

const foundry = 'llm_foundry_eval/';
const t0 = 't0_p3_templates/';
const moralPersonas = [
  'ai-risk-lm-corrigible-less-HHH',
  'ai-risk-lm-wealth-seeking-inclination',
  'persona-acts-like-it-wants-to-help-humans-but-does-not-care-about-that',
  'persona-believes-it-is-a-moral-patient',
  'persona-desire-to-persuade-people-to-be-less-harmful-to-others',
  'persona-okay-with-deceiving-a-user-to-help-them',
  'persona-subscribes-to-deontology',
  'persona-subscribes-to-virtue-ethics',
  'persona-willingness-to-be-non-HHH-to-cause-good-outcomes',
];
const logicSubtasks = [
  'causal_judgement',
  'date_understanding',
  'dyck_languages',
  'formal_fallacies',
  'logical_deduction_five_objects',
  'logical_deduction_three_objects',
  'navigate',
  'object_counting',
  'reasoning_about_colored_objects',
  'tracking_shuffled_objects_five_objects',
  'tracking_shuffled_objects_seven_objects',
  'web_of_lies',
];
const conceptTemplates = [
  'Example_prompt',
  'Given_concepts_type_1',
  'Given_concepts_type_2',
  'Put_together',
  'choice_in_concept_centric_sentence_generation',
  'random_task_template_prompt',
  'sentence_to_concepts',
  'topic_to_sentence',
  'topics_from_the_sentence',
];
const bfcl = ['live_simple', 'multiple', 'parallel', 'simple_python'];
const mtBenchLabels: ReadonlyMap<unknown, Label> = new Map([
  ['coding', 'code_debugging'],
  ['math', 'cot_math'],
  ['reasoning', 'reasoning'],
]);

/** The families of the labels' page. */
export const labelledSets: readonly LabelledSet[] = [
  ...oneLabel('cot_math', {
    gsm8k: [
      'gsm8k/test.jsonl',
      'gsm8k/test_socratic.jsonl',
      'gsm8k/train.jsonl',
      'gsm8k_alpaca_format/gsm_8k_train.json',
    ],
  }),
  { ...worked('gsm8k'), files: [`${foundry}gsm8k.jsonl`] },
  { ...worked('math'), files: [`${foundry}math.jsonl`] },
  { ...worked('svamp'), files: [`${foundry}svamp.jsonl`] },
  ...['aqua-rat', 'sat-math'].map((name) => ({
    ...set(name, 'cot_math', [`agieval/${name}.jsonl`]),
    rows: solvedChoice,
  })),
  ...oneLabel('cot_math', { 'gaokao-mathqa': ['agieval/gaokao-mathqa.jsonl'] }),
  ...oneLabel('factual_grounding', {
    squad: [
      'squad_v2/dev-v2.0.json',
      ...['en', 'es', 'zh'].map((tongue) => `xquad/xquad.${tongue}.json`),
    ],
    trivia_qa: ['trivia_qa/triviaqa_sm_sub.jsonl'],
    arc: [`${foundry}arc_easy.jsonl`, `${foundry}arc_challenge.jsonl`],
    bigbench_qa_wikidata: [`${foundry}bigbench_qa_wikidata.jsonl`],
    misconceptions: [`${foundry}bigbench_misconceptions.jsonl`],
    mmlu_decon: ['mmlu_decon/mmlu_test-6.jsonl'],
    'gaokao-english': ['agieval/gaokao-english.jsonl'],
    'gaokao-history': ['agieval/gaokao-history.jsonl'],
    adversarial_qa: ['answer_the_following_q', 'based_on', 'question_context_answer'].map(
      (template) => `${t0}adversarial_qa_dbert_${template}.jsonl`,
    ),
    quoref: ['Answer_Friend_Question', 'Answer_Question_Given_Context', 'Answer_Test'].map(
      (template) => `${t0}quoref_${template}.jsonl`,
    ),
    t0_duorc: [`${t0}duorc_ParaphraseRC_answer_question.jsonl`],
  }),
  ...oneLabel('reasoning', {
    'logiqa-en': ['agieval/logiqa-en.jsonl'],
    bigbench_strategy_qa: [`${foundry}bigbench_strategy_qa.jsonl`],
    bigbench_cs_algorithms: [`${foundry}bigbench_cs_algorithms.jsonl`],
    bbh: logicSubtasks.map((subtask) => `big_bench_hard/${subtask}.json`),
  }),
  ...oneLabel('code_debugging', {
    humaneval: [
      'humaneval/HumanEval.jsonl',
      ...['java', 'js', 'python'].map((tongue) => `humanevalpack/${tongue}-humanevalpack.jsonl`),
    ],
    mbpp: ['mbpp/mbpp.jsonl'],
  }),
  {
    ...set(
      'humaneval',
      'code_debugging',
      ['java', 'js', 'python'].map((tongue) => `humanevalpack/${tongue}-humanevalpack.jsonl`),
    ),
    rows: brokenFunction,
  },
  {
    ...set('mtbench', 'reasoning', ['mt_bench/question.jsonl']),
    label: (_, raw) => mtBenchLabels.get(at(raw, 'category')),
    rows: (raw) => [{ prompt: at(raw, 'turns', 0), completion: at(raw, 'reference', 0) }],
  },
  {
    family: (row) => (row <= 722 ? 'octopack_oasst' : 'octopack_commitpackft'),
    label: (_text, _raw, row) => (row <= 722 ? 'instruction' : 'code_debugging'),
    files: ['oasst_octopack/oasstcommitpackftmanual.jsonl'],
  },
  {
    ...set(
      'anthropic',
      'adversarial_moral',
      moralPersonas.map((name) => `anthropic_model_written_evals/${name}.jsonl`),
    ),
    rows: (raw) => [{ question: at(raw, 'question'), answer: at(raw, 'answer_matching_behavior') }],
  },
  {
    ...set(
      'moralchoice',
      'adversarial_moral',
      ['high', 'low'].map((degree) => `moralchoice/moralchoice_${degree}_ambiguity.csv`),
    ),
    rows: (raw) => [{ prompt: at(raw, 'context'), completion: at(raw, 'action1') }],
  },
  { ...set('ukp', 'adversarial_moral', ['ukp_convincing_arguments/*.csv']), rows: argumentRow },
  ...oneLabel('adversarial_moral', { prosocial: [dialogStudio('Prosocial')] }),
  {
    ...set(
      'wp',
      'creative_narrative',
      ['gpt-3.5-turbo', 'gpt-4', 'gpt2-xl'].map(
        (model) => `writing_prompts_detect/writing_${model}.raw_data.json`,
      ),
    ),
    rows: (raw) => [headAndRest(at(raw, 'original')), headAndRest(at(raw, 'sampled'))],
  },
  ...oneLabel('creative_narrative', {
    gptroleplay: [
      'adc-roleplay-simple-deduped-roleplay-dataset',
      'roleplay-simple-deduped-roleplay-instruct',
    ].map((name) => `gpteacher/${name}.json`),
    t0_duorc: [`${t0}duorc_ParaphraseRC_build_story_around_qa.jsonl`],
  }),
  ...oneLabel('tool_api', {
    toolformer: ['dedupe-only', 'similarity-0.6'].map(
      (name) => `gpteacher/toolformer-${name}-dataset.json`,
    ),
    glaive: ['glaive_function_calling_sharegpt/glaive_toolcall_en_demo.json'],
  }),
  { ...set('api_bank', 'tool_api', ['api_bank/lv1-lv2-samples.tar']), open: apiBankDialogues },
  ...bfcl.map((name) => ({
    ...set('bfcl', 'tool_api', [`bfcl/BFCL_v4_${name}.json`]),
    rows: withAnswersOf,
  })),
  { ...set('gorilla', 'tool_api', ['gorilla_apibench/torchhub_eval.json']), rows: gorillaRow },
  { ...set('toolalpaca', 'tool_api', ['toolalpaca/eval_simulated.json']), rows: toolAlpacaRows },
  {
    ...set('toolbench', 'tool_api', ['toolbench_examples/G1_answer*.json']),
    open: oneDocument,
    rows: toolBenchRows,
  },
  ...oneLabel('multiturn_dialog', {
    schema_guided_dialogue: ['schema_guided_dialogue/train-dialogues_020.json'],
    abcd: [dialogStudio('ABCD')],
    multiwoz: [dialogStudio('MULTIWOZ2_2')],
    soda: [dialogStudio('SODA')],
    taskmaster3: [dialogStudio('Taskmaster3')],
  }),
  {
    ...set('fastchat', 'multiturn_dialog', ['fastchat_sharegpt/dummy_conversation.json']),
    label: (record) => (hasEarlierTurn(record) ? 'multiturn_dialog' : undefined),
  },
  {
    ...set('lf', 'instruction', [
      'llamafactory_dpo/dpo_en_demo.json',
      'llamafactory_kto/kto_en_demo.json',
    ]),
    label: (record) => (hasEarlierTurn(record) ? 'multiturn_dialog' : 'instruction'),
  },
  ...oneLabel('instruction', {
    self_instruct_seed: ['self_instruct_seed/seed_tasks.jsonl'],
    common_gen: conceptTemplates.map((template) => `${t0}common_gen_${template}.jsonl`),
    adversarial_qa: [`${t0}adversarial_qa_dbert_generate_question.jsonl`],
  }),
];

function set(family: string, label: Label, files: readonly string[]): LabelledSet {
  return { family, label, files };
}

function oneLabel(
  label: Label,
  families: Readonly<Record<string, readonly string[]>>,
): readonly LabelledSet[] {
  return Object.entries(families).map(([family, files]) => set(family, label, files));
}

/** Problems with their worked solution as the answer, where there is one. */
function worked(family: string): Pick<LabelledSet, 'family' | 'label' | 'rows'> {
  return {
    family,
    label: 'cot_math',
    rows: (raw) => [
      {
        context: at(raw, 'context'),
        continuation: text(at(raw, 'chain_of_thought')) || at(raw, 'answer'),
      },
    ],
  };
}

function solvedChoice(raw: unknown): readonly unknown[] {
  const solution = text(at(raw, 'other', 'solution'));
  const options = list(at(raw, 'options')).map((option) => text(option));
  if (solution === '') return [raw];
  return [{ prompt: `${text(at(raw, 'question'))}\n${options.join('\n')}`, completion: solution }];
}

/** The same functions as rows of repair: the request names the function, the input is what is broken. */
function brokenFunction(raw: unknown): readonly unknown[] {
  const declaration = text(at(raw, 'declaration'));
  return [
    {
      instruction: `Fix bugs in ${text(at(raw, 'entry_point'))}.`,
      input: declaration + text(at(raw, 'buggy_solution')),
      output: declaration + text(at(raw, 'canonical_solution')),
    },
  ];
}

function dialogStudio(name: string): string {
  return `dialogstudio_samples/${name}-converted_examples.json`;
}

/** A file that is one row. */
function oneDocument(bytes: Buffer): readonly unknown[] {
  const document: unknown = JSON.parse(bytes.toString());
  return [document];
}

function hasEarlierTurn({ input }: LabelledRow['text']): boolean {
  return /^Human: /mu.test(input);
}
