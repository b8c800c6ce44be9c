import { listed, type Signal } from './signal.ts';

/** How a text asks, and how an answer answers. */
export const questionSignals = {
  asksFactAtStart: {
    at: 'text_start',
    literals: listed(
      'who | whose | whom | what | when | where | which | how many | how much | how long',
      'how old | how far | how often | how tall | how big | in which | in what | on which',
      'on what | at which | at what | to whom | to what | to which | from what | from which',
      "for what | by what | with what | of what | name the | what's | who's",
    ),
  },
  asksFact: {
    at: 'word',
    literals: listed(
      'who | whose | whom | what | when | where | which | how many | how much | how long',
      'how old',
    ),
  },
  asksWhich: {
    at: 'word',
    literals: listed('which of the following | which of these | which one of'),
  },
  asksHowMany: {
    at: 'word',
    literals: listed(
      'how many | how much | how long | how far | how old | what is the total',
      'what was the total',
    ),
  },
  asksWhyOrHow: {
    at: 'text_start',
    literals: listed(
      'why | how do | how does | how can | how to | how would | how should | how could',
      'how is | how are | how did',
    ),
  },
  asksYesOrNo: {
    at: 'line_start',
    literals: listed(
      'is | are | was | were | do | does | did | can | could | would | will | should | has',
      'have | had | might | q: is | q: are | q: was | q: were | q: do | q: does | q: did',
      'q: can | q: could | q: would | q: will | q: should | q: has | q: have | q: had',
      'q: might | question: is | question: are | question: was | question: were',
      'question: do | question: does | question: did | question: can | question: could',
      'question: would | question: will | question: should | question: has | question: have',
      'question: had | question: might',
    ),
  },
  asksSupposition: {
    at: 'line_start',
    literals: listed(
      'could | would | can | might | will | q: could | q: would | q: can | q: might',
      'q: will | question: could | question: would | question: can | question: might',
      'question: will',
    ),
  },
  endsAsking: {
    at: 'text_end',
    literals: listed('? | ？ | ?"'),
  },
  questionMark: {
    at: 'anywhere',
    literals: listed('? | ？'),
  },
  supposes: {
    at: 'word',
    literals: listed('if | suppose | imagine | assume | assuming | given that'),
  },
  endsColon: {
    at: 'text_end',
    literals: listed(': | ：'),
  },
  blankToFill: {
    at: 'anywhere',
    literals: listed('____'),
  },
  endsSentence: {
    at: 'text_end',
    literals: listed('. | ! | ." | 。 | !" | .)'),
  },
  questionHeader: {
    at: 'line_start',
    literals: listed('question: | q: | question :'),
  },
  answerHeader: {
    at: 'line_start',
    literals: listed('answer: | a: | the answer is | answer : | student:'),
  },
  trueOrFalse: {
    at: 'word',
    literals: listed('true or false | true/false'),
  },
  answersYesOrNo: {
    at: 'text_start',
    literals: listed(
      'yes | no | true | false | a. yes | b. no | a. no | b. yes | (a) yes | (b) no',
      '(a) no | (b) yes | a. true | b. false | a. false | b. true',
    ),
  },
  namesPassage: {
    at: 'word',
    literals: listed(
      'the passage | the text | the article | the paragraph | the context',
      'following context | the story | the author | the writer | following article',
      'following passage | following paragraph | following text | movie plot | this article',
      'this passage | this text | this paragraph | this context | the document',
      'the excerpt | the extract',
    ),
  },
  asksToAnswer: {
    at: 'word',
    literals: listed(
      'answer the question | answer the following | answer this question | the answer',
      'according to | based on | question: | the question | correct answer',
    ),
  },
} as const satisfies Record<string, Signal>;
