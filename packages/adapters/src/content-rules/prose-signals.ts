import { listed, type Signal } from './signal.ts';

/** Marks of dialogue, stories and general requests. */
export const proseSignals = {
  assistantTurn: {
    at: 'line_start',
    literals: listed('assistant: | ai: | bot: | agent:'),
  },
  humanTurn: {
    at: 'line_start',
    literals: listed('human: | user: | customer:'),
  },
  systemTurn: {
    at: 'text_start',
    literals: listed('system:'),
  },
  talksCasually: {
    at: 'word',
    literals: listed(
      'thanks | thank you | hello | hi | hey | bye | have a great day | have a nice day',
      "anything else | you're welcome | okay | ok | yeah | no problem | sounds good | great",
      'please | sure',
    ),
  },
  asksForStory: {
    at: 'word',
    literals: listed(
      'story | short story | poem | novel | tale | fairy tale | haiku | lyrics | song',
      'screenplay | plot | narrative | fiction | scene | sonnet | limerick | fan fiction',
      'monologue | diary | chapter | creative | fictional | dialogue between',
    ),
  },
  asksForRole: {
    at: 'word',
    literals: listed(
      'role play | roleplay | role-play | pretend | imagine you | imagine being | act as',
      'take the role | take on the role | play the role | in character | persona',
      'as if you were | assume the role | speak as | imagine that you | envision yourself',
      'embody | from the perspective of | in the voice of | in the style of',
      'write a dialogue | fantastical | a speech',
    ),
  },
  givesRole: {
    at: 'text_start',
    literals: listed(
      "you are a | you are an | you are the | you're a | you're an | you're the | you are",
      'as a | as an | as the | imagine | picture yourself | in the role of',
    ),
  },
  narrates: {
    at: 'word',
    literals: listed(
      'he | she | his | her | him | said | asked | replied | whispered | looked | walked',
      'turned | smiled | stood | eyes | was | were | had | felt | knew | saw | heard',
      'thought | door | hand | hands | voice | face | suddenly | once upon a time | came',
      'went | began | took | my | me | back | around | myself | himself | herself | woke',
      'pulled | opened | grabbed | head | wasn | didn | hadn | i | silence | screamed',
      'nodded | muttered | sighed | night | away | dark | stared | shouted | laughed',
      'cried | sat | ran | told | couldn',
    ),
  },
  fantasy: {
    at: 'word',
    literals: listed(
      'dragon | dragons | wizard | knight | kingdom | castle | magic | magical | sword',
      'spaceship | alien | aliens | pirate | vampire | ghost | detective | king | queen',
      'prince | princess | spell | quest | time traveler | time travel | sherlock holmes',
      'galaxy | superhero | witch | monster | hero | villain | realm | elf | robot | zombie',
      'demon | immortal | fairy | mermaid',
    ),
  },
  promptTag: {
    at: 'anywhere',
    literals: listed('[wp] | [ wp ] | [ ff ] | [ tt ] | [ cw ] | [ eu ] | [ ip ] | [ rf ]'),
  },
  quotation: {
    at: 'anywhere',
    literals: listed("\" | “ | ” | `` | ''"),
  },
  commandsAtStart: {
    at: 'text_start',
    literals: listed(
      'translate | summarize | summarise | classify | list | name | give | generate',
      'create | write | rewrite | paraphrase | describe | explain | suggest | provide',
      'identify | extract | complete | correct | convert | edit | compare | design | make',
      'tell me | choose | determine | predict | brainstorm | recommend | arrange | sort',
      'categorize | come up with | construct | compose | propose | formulate | outline',
      'discuss | define | combine | put | add | remove | replace | select | find | analyze',
      'evaluate | produce | turn | transform | plan | read | use | using | detect | fill',
      'can you | could you | please | i want | i need | given | in this task | show | help',
      'build | draft | pretend | change | answer | develop | rank | decide | teacher:',
      'task: | definition:',
    ),
  },
  taskWords: {
    at: 'word',
    literals: listed(
      'sentence | sentences | following sentence | paragraph | summary | summarize',
      'translate | translation | keywords | concepts | topics | words | word | phrase',
      'email | essay | list of | examples | bullet points | paraphrase | grammar',
      'sentiment | title | headline | tweet | letter | article about | blog post | recipe',
      'ideas | suggestions | tips | outline | classify | categories | in this task',
      'you will be given | you are given | given a | given the | output | generate',
      'rewrite | write a | come up with | extract | key concepts',
    ),
  },
  asksForQuestion: {
    at: 'word',
    literals: listed(
      'come up with a question | good question | generate a question | write a question',
      'ask a question | create a question | formulate a question',
      'come up with a good question | question about | questions about',
      'question-answer pair | quiz',
    ),
  },
  asksForSentence: {
    at: 'word',
    literals: listed(
      'a sentence | one sentence | the sentence | this sentence | following sentence',
      'sentence with | sentence using | sentence containing | the concepts | the words',
      'all the concepts | the topics | keywords | following concepts | following words',
    ),
  },
  offersHelp: {
    at: 'word',
    literals: listed(
      "here are | here is | here's | sure | certainly | of course | hope this helps",
      'let me know | some tips | for example | in conclusion | overall | it is important',
      "it's important | as an ai | such as | you can | if you | additionally | consider",
    ),
  },
} as const satisfies Record<string, Signal>;
