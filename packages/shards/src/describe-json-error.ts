/**
 * Says in words why a text is not JSON, and at which character (from 1). V8's own message differs between versions
 * of Node and quotes the text, and the same input must give the same rejects file everywhere.
 */
export function describeJsonError(text: string): string {
  const walker = new JsonWalker(text);
  return walker.findProblem() ?? 'this is not JSON';
}

type Expected =
  'a value' | 'a value or ]' | 'a key' | 'a key or }' | 'a colon' | 'a comma' | 'the end';

const blanks = /[ \t\n\r]*/y;
const scalars =
  /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?(?![\w.+-])|(?:true|false|null)(?!\w)/y;
const words = /[-+]?[\p{L}_$][\p{L}\p{N}_$]{0,19}|[-+]?[0-9.][\w.+-]{0,19}/uy;
const quote = 0x22;
const backslash = 0x5c;
const escapes = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;

// A walk with a list of its own for the open brackets: nesting may be deeper than the stack.
class JsonWalker {
  readonly #text: string;
  readonly #open: ('{' | '[')[] = [];
  #at = 0;
  #expected: Expected = 'a value';

  constructor(text: string) {
    this.#text = text;
  }

  findProblem(): string | undefined {
    for (;;) {
      this.#skip(blanks);
      if (this.#at >= this.#text.length) {
        return this.#expected === 'the end'
          ? undefined
          : `the text ends where ${this.#name()} should stand`;
      }
      const problem = this.#step(this.#text[this.#at] ?? '');
      if (problem !== undefined) return problem;
    }
  }

  #step(character: string): string | undefined {
    switch (this.#expected) {
      case 'a value or ]':
        return character === ']' ? this.#close() : this.#value(character);
      case 'a value':
        return this.#value(character);
      case 'a key or }':
        return character === '}' ? this.#close() : this.#key(character);
      case 'a key':
        return this.#key(character);
      case 'a colon':
        return character === ':' ? this.#take('a value') : this.#unexpected();
      case 'a comma':
        return this.#comma(character);
      case 'the end':
        return this.#unexpected();
    }
  }

  #value(character: string): string | undefined {
    if (character === '{' || character === '[') {
      this.#open.push(character);
      return this.#take(character === '{' ? 'a key or }' : 'a value or ]');
    }
    const problem = character === '"' ? this.#string() : this.#scalar();
    if (problem === undefined) this.#expected = this.#afterValue();
    return problem;
  }

  #key(character: string): string | undefined {
    if (character !== '"') return this.#unexpected();
    const problem = this.#string();
    if (problem === undefined) this.#expected = 'a colon';
    return problem;
  }

  #comma(character: string): string | undefined {
    const innermost = this.#open.at(-1);
    if (character === ',') return this.#take(innermost === '{' ? 'a key' : 'a value');
    return character === (innermost === '{' ? '}' : ']') ? this.#close() : this.#unexpected();
  }

  #close(): string | undefined {
    this.#open.pop();
    return this.#take(this.#afterValue());
  }

  #afterValue(): Expected {
    return this.#open.length === 0 ? 'the end' : 'a comma';
  }

  #take(expected: Expected): string | undefined {
    this.#at += 1;
    this.#expected = expected;
    return undefined;
  }

  #string(): string | undefined {
    this.#at += 1;
    for (;;) {
      this.#skipPlainText();
      const character = this.#text[this.#at];
      if (character === undefined) return 'the text ends inside a string';
      if (character === '"') {
        this.#at += 1;
        return undefined;
      }
      if (this.#skip(escapes)) continue;
      if (character === '\\') {
        const rest = this.#text.length - this.#at < 2 ? 'nothing' : this.#shown(this.#at + 1);
        return `${rest} after \\ is no escape (character ${this.#position()})`;
      }
      return `the control character ${codePoint(character)} stands bare in a string (character ${this.#position()})`;
    }
  }

  #skipPlainText(): void {
    for (; this.#at < this.#text.length; this.#at += 1) {
      const unit = this.#text.charCodeAt(this.#at);
      if (unit < 0x20 || unit === quote || unit === backslash) return;
    }
  }

  #scalar(): string | undefined {
    return this.#skip(scalars) ? undefined : this.#unexpected();
  }

  #unexpected(): string {
    words.lastIndex = this.#at;
    const word = words.exec(this.#text)?.[0];
    const found = word ?? this.#shown(this.#at);
    return `${found} stands where ${this.#name()} should (character ${this.#position()})`;
  }

  #name(): string {
    if (this.#expected !== 'a comma') return this.#expected;
    return this.#open.at(-1) === '{' ? 'a comma or }' : 'a comma or ]';
  }

  #shown(at: number): string {
    const character = String.fromCodePoint(this.#text.codePointAt(at) ?? 0);
    return /[\p{C}\p{Z}]/u.test(character) ? codePoint(character) : character;
  }

  #position(): string {
    return String(this.#at + 1);
  }

  #skip(pattern: RegExp): boolean {
    pattern.lastIndex = this.#at;
    const found = pattern.test(this.#text);
    if (found) this.#at = pattern.lastIndex;
    return found;
  }
}

function codePoint(character: string): string {
  const hex = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
  return `U+${hex}`;
}
