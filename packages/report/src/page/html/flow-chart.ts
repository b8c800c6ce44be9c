import { scaleLinear } from 'd3-scale';
import { curveBumpX, link } from 'd3-shape';
import { type VNode } from 'preact';
import { formatCount } from '../../format-number.ts';
import { visibleText } from '../../visible-text.ts';
import { formatPercent } from '../format-percent.ts';
import { type FlowChart, type FlowPart, type Tone } from '../report-section.ts';
import { element } from './element.ts';

/** Bands as thick as their rows are many, from all rows at the left to what became of them: the picture adds up as the ledger does. */
export function flowChart(flow: FlowChart): VNode {
  const { nodes, bands, height } = layOut(flow);
  return element(
    'svg',
    { class: 'flow', width: WIDTH, height, viewBox: `0 0 ${String(WIDTH)} ${String(height)}` },
    bands.map(bandView),
    nodes.map((node) => nodeView(node, flow.amount)),
  );
}

const WIDTH = 740;
const ALL_ROWS_HEIGHT = 240;
const NODE_WIDTH = 10;
const MIDDLE = 210;
const LAST = 450;
const LINE_HEIGHT = 24;
const TWO_LINES_HEIGHT = 44;
const TOP = 8;

interface FlowNode extends FlowPart {
  readonly x: number;
  readonly y: number;
  readonly height: number;
}

interface FlowBand {
  readonly tone: Tone;
  readonly thickness: number;
  readonly source: readonly [number, number];
  readonly target: readonly [number, number];
}

interface FlowLayout {
  readonly nodes: readonly FlowNode[];
  readonly bands: readonly FlowBand[];
  readonly height: number;
}

function layOut({ name, amount, parts }: FlowChart): FlowLayout {
  const scale = scaleLinear([0, Math.max(1, amount)], [0, ALL_ROWS_HEIGHT]);
  const root = { name, amount, tone: 'plain', parts, x: 0, y: TOP, height: scale(amount) } as const;
  const middle = stack(parts, { x: MIDDLE, top: TOP, least: TWO_LINES_HEIGHT, scale });
  const last = middle.map((node) =>
    stack(
      node.parts.map((part) => ({ ...part, tone: node.tone, parts: [] })),
      { x: LAST, top: node.y, least: LINE_HEIGHT, scale },
    ),
  );
  const nodes = [root, ...middle, ...last.flat()];
  return {
    nodes,
    bands: [
      ...bandsFrom(root, middle),
      ...middle.flatMap((node, index) => bandsFrom(node, last[index] ?? [])),
    ],
    height: Math.max(...nodes.map((node) => node.y + Math.max(node.height, LINE_HEIGHT))) + TOP,
  };
}

interface StackPlace {
  readonly x: number;
  readonly top: number;
  /** room for a label */
  readonly least: number;
  readonly scale: (amount: number) => number;
}

/** Parts of nothing are not drawn. A part that splits further has its label above it, where no band leads away. */
function stack(parts: readonly FlowPart[], { x, top, least, scale }: StackPlace): FlowNode[] {
  let y = top;
  return parts
    .filter((part) => part.amount > 0)
    .map((part) => {
      const height = scale(part.amount);
      if (part.parts.length > 0) y += TWO_LINES_HEIGHT;
      const node = { ...part, x, y, height };
      y += Math.max(height + GAP, least);
      return node;
    });
}

const GAP = 12;

function bandsFrom(from: FlowNode, parts: readonly FlowNode[]): FlowBand[] {
  let y = from.y;
  return parts.map(({ tone, x, y: top, height }) => {
    const middle = y + height / 2;
    y += height;
    return {
      tone,
      thickness: height,
      source: [from.x + NODE_WIDTH, middle],
      target: [x, top + height / 2],
    };
  });
}

const curve = link<FlowBand, readonly [number, number]>(curveBumpX)
  .source((band) => band.source)
  .target((band) => band.target)
  .x(([x]) => x)
  .y(([, y]) => y)
  .digits(1);

function bandView(band: FlowBand): VNode {
  return element('path', {
    class: `band ${band.tone}`,
    d: curve(band) ?? '',
    'stroke-width': Math.max(1, band.thickness).toFixed(1),
  });
}

function nodeView(node: FlowNode, all: number): VNode {
  const { tone, x, y, height } = node;
  return element(
    'g',
    { class: tone },
    element('rect', {
      class: 'node',
      x,
      y,
      width: NODE_WIDTH,
      height: Math.max(1.5, height).toFixed(1),
    }),
    x === LAST ? lineLabel(node, all) : twoLineLabel(node, all),
  );
}

function lineLabel({ name, amount, x, y, height }: FlowNode, all: number): VNode {
  return element(
    'text',
    { x: x + NODE_WIDTH + 8, y: y + Math.max(5, Math.min(12, height / 2 + 5)) },
    `${visibleText(name)}  `,
    element('tspan', { class: 'soft' }, figureOf(amount, all)),
  );
}

function twoLineLabel({ name, amount, parts, x, y }: FlowNode, all: number): VNode {
  const isAbove = x === MIDDLE && parts.length > 0;
  const left = isAbove ? x : x + NODE_WIDTH + 8;
  return element(
    'text',
    { x: left, y: isAbove ? y - 26 : y + 13 },
    element('tspan', { class: 'strong' }, visibleText(name)),
    element('tspan', { class: 'soft', x: left, dy: 18 }, figureOf(amount, all)),
  );
}

function figureOf(amount: number, all: number): string {
  const count = formatCount(amount);
  return amount === all ? count : `${count} (${formatPercent(amount / Math.max(1, all))})`;
}
