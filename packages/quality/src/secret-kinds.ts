/** Kinds of keys and tokens, as those who give them out document their forms, that share a rare mark. */
export interface SecretFamily {
  /** stands in every one of them; looked for first, because it costs a fiftieth of the patterns where it has at most six units */
  readonly mark: string;
  readonly kinds: readonly {
    readonly kind: string;
    /** its first group, where it has one, is what has to be random; otherwise all of it is */
    readonly pattern: RegExp;
  }[];
}

/** Whether a text holds the mark of any family; the marks stand here once more, because V8 finds one that it knows beforehand in half the time. */
export function mayHoldSecret(text: string): boolean {
  return (
    text.includes('_') ||
    text.includes('IA') ||
    text.includes('AIza') ||
    text.includes('k-') ||
    text.includes('xox') ||
    text.includes('yJ') ||
    text.includes('TE KEY') ||
    text.includes('://')
  );
}

/** Forms with a fixed prefix or frame; what only looks random, as a hash does, is of none. */
export const secretFamilies: readonly SecretFamily[] = [
  {
    mark: '_',
    kinds: [
      {
        kind: 'GitHub token',
        pattern:
          /\b(?:gh[pousr]_([A-Za-z0-9]{36,255})|github_pat_[A-Za-z0-9]{22}_[A-Za-z0-9]{59})\b/gu,
      },
      { kind: 'Hugging Face token', pattern: /\bhf_([A-Za-z0-9]{34})\b/gu },
      { kind: 'Stripe live key', pattern: /\b[rs]k_live_([A-Za-z0-9]{16,247})\b/gu },
      { kind: 'npm token', pattern: /\bnpm_([A-Za-z0-9]{36})\b/gu },
    ],
  },
  {
    mark: 'IA',
    kinds: [{ kind: 'AWS access key', pattern: /\bA[KS]IA([A-Z2-7]{16})\b/gu }],
  },
  {
    mark: 'AIza',
    kinds: [{ kind: 'Google API key', pattern: /\bAIza([\w-]{35})(?![\w-])/gu }],
  },
  {
    mark: 'k-',
    kinds: [
      { kind: 'Anthropic key', pattern: /\bsk-ant-[a-z]{3,8}\d\d-([\w-]{80,200})/gu },
      {
        kind: 'OpenAI key',
        pattern: /\bsk-(?:(?:proj|svcacct|admin)-[\w-]{40,200}|[A-Za-z0-9]{48}\b)/gu,
      },
    ],
  },
  {
    mark: 'xox',
    kinds: [{ kind: 'Slack token', pattern: /\bxox[abeprs]-(?:\d-)?(\d{8,14}-[\w-]{10,200})/gu }],
  },
  {
    mark: 'yJ',
    kinds: [
      {
        kind: 'JSON Web Token',
        pattern: /(?<![\w-])eyJ[\w-]{10,400}\.(eyJ[\w-]{10,4000}\.[\w-]{20,1000})/gu,
      },
    ],
  },
  {
    mark: 'TE KEY',
    kinds: [
      {
        kind: 'private key',
        pattern:
          /-----BEGIN (?:[A-Z]{2,9} )?PRIVATE KEY(?: BLOCK)?-----((?:[A-Za-z0-9+/=\s"']|\\n){100,400})/gu,
      },
    ],
  },
  {
    mark: '://',
    kinds: [
      {
        kind: 'Slack webhook',
        pattern:
          /\bhooks\.slack\.com\/services\/T[A-Z0-9]{8,12}\/B[A-Z0-9]{8,12}\/([A-Za-z0-9]{23,25})\b/gu,
      },
      {
        kind: 'password in a URL',
        pattern:
          /(?<=[a-z]:\/\/)[^\s:@/?#'"`<>{}[\]$%]{1,64}:([^\s:@/'"`<>{}[\]$]{6,64})@(?!localhost|127\.|0\.0|192\.168\.|10\.|(?:[a-z0-9-]{1,63}\.)*(?:example|test|company|domain|host|server|your[a-z-]*|my[a-z-]*)\.)(?:[a-z0-9-]{1,63}\.)+[a-z]{2,24}\b/giu,
      },
    ],
  },
];
