import { scaleLinear } from 'd3-scale';
import { curveBumpX, link } from 'd3-shape';
import { type VNode } from 'preact';
import { formatCount } from '../../format-number.ts';
import { visibleText } from '../../visible-text.ts';
import { formatPercent } from '../format-percent.ts';
import { type FlowChart, type Tone } from '../report-section.ts';
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

const WIDTH = 860;
const ALL_ROWS_HEIGHT = 240;
const NODE_WIDTH = 10;
const COLUMNS = [0, 300, 560] as const;
const LABEL_HEIGHT = 24;
const TWO_LINES_HEIGHT = 44;
const TOP = 8;

interface FlowNode {
  readonly name: string;
  readonly amount: number;
  readonly tone: Tone;
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
  const root = {
    name,
    amount,
    tone: 'plain',
    x: COLUMNS[0],
    y: TOP,
    height: scale(amount),
  } as const;
  const middle = stack(
    parts.filter((part) => part.amount > 0),
    { x: COLUMNS[1], top: TOP, least: TWO_LINES_HEIGHT, scale },
  );
  const last = middle.flatMap((node) => {
    const split = parts.find((part) => part.name === node.name)?.parts ?? [];
    return stack(
      split.filter((part) => part.amount > 0).map((part) => ({ ...part, tone: node.tone })),
      { x: COLUMNS[2], top: node.y, least: LABEL_HEIGHT, scale },
    );
  });
  const splitting = middle.filter((node) => last.some((part) => part.tone === node.tone));
  const nodes = [root, ...middle, ...last];
  return {
    nodes,
    bands: [
      ...bandsFrom(root, middle),
      ...splitting.flatMap((node) =>
        bandsFrom(
          node,
          last.filter((part) => part.tone === node.tone),
        ),
      ),
    ],
    height:
      TOP + Math.max(...nodes.map((node) => node.y + Math.max(node.height, TWO_LINES_HEIGHT))),
  };
}

interface StackPlace {
  readonly x: number;
  readonly top: number;
  /** room for a label */
  readonly least: number;
  readonly scale: (amount: number) => number;
}

function stack(
  parts: readonly { readonly name: string; readonly amount: number; readonly tone: Tone }[],
  { x, top, least, scale }: StackPlace,
): FlowNode[] {
  let y = top;
  return parts.map(({ name, amount, tone }) => {
    const height = scale(amount);
    const node = { name, amount, tone, x, y, height };
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

function nodeView({ name, amount, tone, x, y, height }: FlowNode, all: number): VNode {
  const figure = `${formatCount(amount)} (${formatPercent(amount / Math.max(1, all))})`;
  const isLast = x === COLUMNS[2];
  const text = { x: x + NODE_WIDTH + 8, y: y + (isLast ? 10 : 13) };
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
    isLast
      ? element('text', text, `${visibleText(name)}  `, element('tspan', { class: 'soft' }, figure))
      : element(
          'text',
          text,
          element('tspan', { class: 'strong' }, visibleText(name)),
          element(
            'tspan',
            { class: 'soft', x: text.x, dy: 18 },
            x === COLUMNS[0] ? formatCount(amount) : figure,
          ),
        ),
  );
}
