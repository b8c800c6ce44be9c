import { UsageError } from '../usage-error.ts';

/** Where the two forms of a report go. */
export interface ReportPaths {
  readonly html: string;
  readonly markdown: string;
}

/** The Markdown stands beside the page, under its name; throws UsageError where the page would not be an .html file. */
export function reportPathsOf(output: string): ReportPaths {
  if (!output.endsWith('.html')) {
    throw new UsageError(
      `--output ${output} is no page: name a file that ends in .html. The Markdown goes beside it.`,
    );
  }
  return { html: output, markdown: output.replace(/\.html$/u, '.md') };
}
