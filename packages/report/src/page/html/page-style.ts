/**
 * How the page looks. Colours are Okabe and Ito's, which people of every colour vision tell apart, darkened or lightened
 * until text in them has a contrast of 4.5 and more on the page.
 */
export const pageStyle = `
:root {
  color-scheme: light dark;
  --paper: #fbfbfa; --panel: #ffffff; --ink: #1c2026; --soft: #59616e; --line: #dfe2e6; --faint: #f0f2f4;
  --accent: #0b5fa5; --accent-faint: #e3eef8; --on-accent: #ffffff;
  --good: #00694f; --notice: #875300; --fault: #ab3c00; --quiet: #6b7380;
  --band-good: #4b9fd5; --band-quiet: #aab2bd; --band-fault: #e0793f; --usual: #cfe3d9;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #14171b; --panel: #1a1e24; --ink: #e7e9ec; --soft: #a4adb9; --line: #313842; --faint: #20252c;
    --accent: #7cbdf0; --accent-faint: #1c3045; --on-accent: #10151a;
    --good: #57cfa9; --notice: #e8b04b; --fault: #ff9762; --quiet: #98a1ad;
    --band-good: #4b93c4; --band-quiet: #6d7681; --band-fault: #d0703a; --usual: #254a3f;
  }
}
* { box-sizing: border-box; }
html { font: 16px/1.55 system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', sans-serif; scroll-padding-top: 1rem; }
body { margin: 0 auto; max-width: 1152px; padding: 0 24px 64px; background: var(--paper); color: var(--ink); overflow-wrap: anywhere; }
a { color: var(--accent); text-underline-offset: 0.2em; text-decoration-thickness: 1px; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; border-radius: 2px; }
header.page { padding: 40px 0 8px; }
header.page p { margin: 0; color: var(--soft); }
h1 { margin: 0; font-size: 2rem; line-height: 1.2; font-weight: 650; letter-spacing: -0.015em; }
h2 { margin: 0 0 4px; font-size: 1.375rem; line-height: 1.3; font-weight: 650; letter-spacing: -0.01em; }
section { padding: 28px 0 12px; border-top: 1px solid var(--line); }
main > section:first-child { border-top: 0; padding-top: 16px; }
.lead { margin: 0 0 16px; font-size: 1.0625rem; max-width: 46rem; text-wrap: pretty; }
.note { margin: 0 0 12px; color: var(--soft); font-size: 0.875rem; max-width: 46rem; }
ul, ol { margin: 0 0 16px; padding-left: 1.4rem; }
nav { font-size: 0.875rem; }
nav ul { list-style: none; margin: 16px 0 0; padding: 0; display: flex; flex-wrap: wrap; gap: 2px 16px; }
nav a { display: block; padding: 4px 0; color: var(--soft); text-decoration: none; }
nav a:hover { color: var(--accent); text-decoration: underline; }
main { min-width: 0; }
@media (min-width: 1000px) {
  .columns { display: grid; grid-template-columns: 168px minmax(0, 1fr); gap: 36px; }
  nav ul { position: sticky; top: 20px; display: block; margin-top: 24px; }
}
.findings { border: 0; }
.findings ol, .findings > p { margin: 8px 0 16px; }
.findings { background: var(--accent-faint); border-radius: 10px; padding: 18px 22px 6px; margin: 8px 0 28px; }
.findings li { padding: 3px 0; }
.findings a { color: inherit; text-decoration-color: var(--accent); }

.figures { display: flex; flex-wrap: wrap; gap: 1px; margin: 0 0 20px; background: var(--line); border: 1px solid var(--line); border-radius: 10px; overflow: hidden; }
.figures > div { flex: 1 1 260px; padding: 14px 16px 12px; background: var(--panel); }
.figures:has(> :nth-child(4):last-child) > div { flex-basis: 190px; }
.figures dt { color: var(--soft); font-size: 0.8125rem; }
.figures dd { margin: 0; }
.figures .value { font-size: 1.5rem; line-height: 1.3; font-weight: 600; overflow-wrap: normal; font-variant-numeric: tabular-nums; letter-spacing: -0.01em; }
.figures .note { margin: 2px 0 0; font-size: 0.8125rem; }
.figures .good .value { color: var(--good); }
.figures .fault .value { color: var(--fault); }

.scroll { overflow: auto; max-height: 30rem; margin: 0 0 24px; border: 1px solid var(--line); border-radius: 8px; background: var(--panel); }
table { border-collapse: separate; border-spacing: 0; width: 100%; font-size: 0.8125rem; font-variant-numeric: tabular-nums; }
caption { padding: 10px; text-align: left; font-weight: 600; }
th, td { padding: 6px 8px; text-align: left; vertical-align: top; border-top: 1px solid var(--line); font-weight: 400; }
td > bdi, th > bdi { display: inline-block; width: max-content; max-width: min(20rem, 60vw); overflow-wrap: anywhere; }
thead th { position: sticky; top: 0; background: var(--faint); color: var(--soft); white-space: nowrap; z-index: 1; }
thead button { font: inherit; color: inherit; background: none; border: 0; padding: 0; cursor: pointer; white-space: nowrap; }
thead button:hover { color: var(--accent); }
thead button::after { content: '↕'; opacity: 0.45; padding-left: 0.35em; }
thead [aria-sort='ascending'] button::after { content: '↑'; opacity: 1; }
thead [aria-sort='descending'] button::after { content: '↓'; opacity: 1; }
.number { text-align: right; white-space: nowrap; }
th:first-child { padding-left: 14px; } caption { padding-left: 14px; }
tbody tr:hover { background: var(--faint); }
tfoot td { color: var(--soft); }
td.good { color: var(--good); } td.notice { color: var(--notice); } td.fault { color: var(--fault); } td.quiet { color: var(--quiet); }
td.notice, td.fault { font-weight: 600; }
.bars { display: block; fill: var(--accent); }

.chart { margin: 4px 0 20px; }
.wide { overflow-x: auto; margin-bottom: 8px; }
svg { display: block; overflow: visible; }
svg text { font-size: 13px; fill: var(--ink); }
svg .soft { fill: var(--soft); } svg .strong { font-weight: 600; }
.band { fill: none; stroke-opacity: 0.45; stroke: var(--band-quiet); }
.band.good { stroke: var(--band-good); } .band.fault { stroke: var(--band-fault); }
.node { fill: var(--ink); }
.good > .node { fill: var(--band-good); } .quiet > .node { fill: var(--band-quiet); } .fault > .node { fill: var(--band-fault); }

.range { display: grid; grid-template-columns: minmax(0, 14rem) minmax(0, 1fr) 4rem; gap: 0 14px; align-items: center; padding: 2px 0; font-size: 0.875rem; }
.range-share { text-align: right; font-variant-numeric: tabular-nums; }
.range .track { fill: var(--line); } .range .usual { fill: var(--usual); rx: 2px; }
.range .share { fill: var(--accent); rx: 2px; }
.range.fault .share { fill: var(--band-fault); } .range.quiet .share { fill: var(--band-quiet); }
.range.fault .range-share { color: var(--fault); font-weight: 600; } .range.notice .range-share { color: var(--notice); font-weight: 600; }
.range .before { stroke: var(--ink); stroke-width: 2; }
.legend { display: flex; gap: 20px; margin-top: 6px; color: var(--soft); font-size: 0.8125rem; }
.legend i { display: inline-block; width: 18px; height: 10px; margin-right: 6px; }
.key-usual { background: var(--usual); } .legend .key-before { width: 2px; height: 14px; background: var(--ink); vertical-align: middle; }
.panels { display: grid; grid-template-columns: repeat(auto-fit, minmax(230px, 1fr)); gap: 20px 28px; }
.panel { margin: 0; max-width: 30rem; } .panel text { font-size: 11px; fill: var(--soft); }
.panel .bar { fill: var(--accent); } .panel .axis { fill: var(--line); }
.panel .mark line { stroke: var(--fault); stroke-width: 1.5; stroke-dasharray: 3 3; } .panel .mark text { fill: var(--ink); font-size: 12px; }
.heat .none, .heat .self { fill: var(--faint); } .heat .self { fill: var(--line); }
.heat .square { fill: var(--accent); } .heat g > text { font-size: 11px; pointer-events: none; }
.heat .dark text { fill: var(--on-accent); } .heat .pale text { fill: var(--ink); } .heat text { font-size: 12px; }

details { border: 1px solid var(--line); border-radius: 8px; margin: 0 0 8px; background: var(--panel); }
summary { display: flex; justify-content: space-between; gap: 16px; padding: 10px 14px; cursor: pointer; font-weight: 550; list-style: none; }
summary::-webkit-details-marker { display: none; }
summary > bdi::before { content: '▸'; display: inline-block; width: 1.1em; color: var(--soft); }
details[open] > summary > bdi::before { content: '▾'; }
summary:hover { color: var(--accent); }
summary .figure { color: var(--soft); font-weight: 400; font-size: 0.875rem; font-variant-numeric: tabular-nums; text-align: right; flex: none; max-width: 45%; }
.opened { padding: 4px 14px 10px; }
.row { padding: 12px 0 16px; border-top: 1px solid var(--line); }
.row > header { display: flex; flex-wrap: wrap; gap: 4px 14px; margin-bottom: 8px; color: var(--soft); font-size: 0.8125rem; }
.row mark { background: none; color: var(--notice); }
.part { margin: 0 0 10px; }
.part .text { padding-inline-start: 12px; border-inline-start: 2px solid var(--line); }
.name { color: var(--soft); font-size: 0.75rem; }
.text { white-space: pre-wrap; overflow-wrap: anywhere; unicode-bidi: isolate; text-align: start; max-width: 46rem; }
.text pre { margin: 2px 0; padding: 8px 12px; border-radius: 6px; background: var(--faint); font: 0.8125rem/1.5 ui-monospace, 'SF Mono', Consolas, 'DejaVu Sans Mono', monospace; white-space: pre-wrap; }
.left { color: var(--soft); font-size: 0.8125rem; font-style: italic; }
.bubble { width: fit-content; max-width: 88%; margin: 0 0 8px; padding: 6px 12px 8px; border-radius: 12px 12px 12px 3px; background: var(--faint); }
.bubble.human { margin-left: auto; border-radius: 12px 12px 3px 12px; background: var(--accent-faint); }
.bubble.system, .bubble.tool { max-width: 100%; background: none; border: 1px dashed var(--line); border-radius: 8px; }
.bubble .text pre { background: var(--panel); }
footer { margin-top: 32px; padding-top: 12px; border-top: 1px solid var(--line); color: var(--soft); font-size: 0.8125rem; }
@media (max-width: 600px) {
  body { padding: 0 16px 48px; }
  header.page { padding-top: 24px; } h1 { font-size: 1.5rem; }
  .range { grid-template-columns: minmax(0, 1fr) 4rem; } .range-name { grid-column: 1 / -1; }
  .figures > div { flex-basis: 130px; } .figures .value { font-size: 1.25rem; }
}
@page { margin: 16mm; }
@media print {
  :root { --paper: #ffffff; --accent-faint: #f1f5f9; }
  html { font-size: 11px; } body { max-width: none; padding: 0; }
  nav, details:not([open]), thead button::after { display: none; }
  .columns { display: block; } .scroll { max-height: none; overflow: visible; } .wide { overflow: visible; }
  .chart, .wide, .findings, p, tr, .figures, .bubble { break-inside: avoid; } h2, .lead:not(:last-child), summary, caption, thead { break-after: avoid; } .chart:has(.ranges) { break-inside: auto; }
  thead th { position: static; } * { print-color-adjust: exact; }
}
`;
