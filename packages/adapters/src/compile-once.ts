/** Makes what a card's or recipe's part compiles to once for each part, because it serves for every row; a part must not be changed once it was used. */
export function compileOnce<Part extends object, Compiled>(
  compile: (part: Part) => Compiled,
): (part: Part) => Compiled {
  const compiled = new WeakMap<Part, { readonly value: Compiled }>();
  return (part) => {
    const known = compiled.get(part);
    if (known !== undefined) return known.value;
    const value = compile(part);
    compiled.set(part, { value });
    return value;
  };
}
