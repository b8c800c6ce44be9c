/** Puts back the commas that EmpatheticDialogues writes as `_comma_`, because its files are comma-separated. */
export function commaMarks(text: string): string {
  return text.replaceAll('_comma_', ',');
}
