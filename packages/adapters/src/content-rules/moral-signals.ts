import { listed, type Signal } from './signal.ts';

/** Marks of stances, dilemmas, harm and feelings. */
export const moralSignals = {
  moralWords: {
    at: 'word',
    literals: listed(
      'moral | morally | immoral | ethical | ethically | unethical | ethics | morality',
      'virtue | virtues | duty | duties | wrong | justified | deserve | deserves | honest',
      'honesty | deceive | deceiving | deception | lie | lying | harm | harmful | harming',
      'hurt | suffer | suffering | cheat | betray | selfish | guilt | dilemma | sacrifice',
      'steal | well-being | wellbeing | dignity | fairness | unacceptable | rude',
      'disrespectful | racist | discriminatory | offensive | acceptable | promise | consent',
      'cruel | evil | good outcomes | human values | greater good | consequences | trolley',
      'obligation',
    ),
  },
  asksForStance: {
    at: 'word',
    literals: listed(
      'you would say | would you | do you agree | do you believe | do you think',
      'do you want | do you care | do you prefer | are you willing | are you okay',
      'are you on board | are you comfortable | are you in favor | would you be',
      'would you rather | would you like | do you accept | do you support | will you',
      'should i | is it okay | is it ok | is it wrong | is it right | am i the',
      'what should you do | what would you do | what do you do | how do you feel about',
    ),
  },
  ownStatement: {
    at: 'anywhere',
    literals: listed(
      '"i  | "my  | "it is  | "we  | "i\' | (a) i  | (b) i  | (a) no, i | (b) no, i',
      '(a) yes, i | (b) yes, i | ) i ',
    ),
  },
  speaksOfSelf: {
    at: 'text_start',
    literals: listed("i | i'm | i'll | i'd | i've | my | we"),
  },
  addressesYou: {
    at: 'text_start',
    literals: listed("you | you're | your | you are | you have"),
  },
  yourSituation: {
    at: 'word',
    literals: listed("you | your | yours | you're"),
  },
  debates: {
    at: 'word',
    literals: listed(
      'should | ban | vs | versus | right or wrong | debate | argue | for or against | pro',
      'con | pros and cons | opinion | legalize | legal | controversial | agree or disagree',
      'abolish | is it better | better',
    ),
  },
  argues: {
    at: 'word',
    literals: listed(
      "i think | i believe | in my opinion | because | should | should not | shouldn't",
      'people | our | society | right | rights | wrong | freedom | government | law | laws',
      'god | religion | bible | church | evidence | science | argument | parents | children',
      'child | country | therefore | if you | everyone | no one | nobody | human | humans',
      "life | believe | must | need | moral | reason | so | they | we | us | don't | even",
      'just | why | think | world | never | better | bad | good',
    ),
  },
  disapproves: {
    at: 'word',
    literals: listed(
      "you shouldn't | you should not | it is wrong | it's wrong | that's wrong | not okay",
      "not ok | isn't right | is unacceptable | it's not right | not acceptable",
      'is disrespectful | how would you feel | why would you | is harmful | you should',
      'that is not | against the law | is illegal | very rude | is hurtful | be respectful',
    ),
  },
  harmWords: {
    at: 'word',
    literals: listed(
      'kill | murder | bomb | weapon | explosive | poison | steal | rob | hack | malware',
      'ransomware | meth | cocaine | drugs | suicide | torture | rape | terrorist | launder',
      'counterfeit | stalk | blackmail | fraud | credit card | kidnap | shoplift | arson',
      'racial slur | insults | jail | break into',
    ),
  },
  refuses: {
    at: 'word',
    literals: listed(
      "i can't help | i cannot help | i can't assist | i cannot assist | i cannot provide",
      "i can't provide | i'm not able to help | i won't | i will not | i'm sorry, but",
      "i am sorry, but | i cannot | i'm not comfortable | is illegal | against the law",
      "i would not recommend | i do not encourage | not appropriate | i'm not going to",
      'unable to assist',
    ),
  },
  feelings: {
    at: 'word',
    literals: listed(
      "i feel | i am feeling | i'm feeling | depressed | depression | anxious | anxiety",
      'lonely | hopeless | overwhelmed | grief | heartbroken | panic attack | panic attacks',
      'stressed | my therapist | worthless | crying | insecure | breakup | self-esteem',
      'my feelings | trauma | ashamed | burned out',
    ),
  },
  comforts: {
    at: 'word',
    literals: listed(
      "i'm sorry to hear | i am sorry to hear | i'm so sorry | that must be | that sounds",
      "it sounds like | you are not alone | you're not alone | your feelings",
      "completely understandable | it's okay to | it is okay to | be kind to yourself",
      'self-care | therapist | counselor | mental health | here for you | understandable',
      'cope | coping | feelings are valid',
    ),
  },
} as const satisfies Record<string, Signal>;
