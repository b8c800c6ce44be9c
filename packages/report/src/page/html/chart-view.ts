import { type VNode } from 'preact';
import { visibleText } from '../../visible-text.ts';
import { type Chart, type ChartBlock } from '../report-section.ts';
import { element } from './element.ts';
import { flowChart } from './flow-chart.ts';
import { heatChart } from './heat-chart.ts';
import { histogramChart } from './histogram-chart.ts';
import { rangeChart } from './range-chart.ts';

/** A picture that a screen reader takes for its sentence; the table after it has the figures. */
export function chartView({ about, chart }: ChartBlock): VNode {
  const picture = element(
    'div',
    { class: 'chart', role: 'img', 'aria-label': visibleText(about) },
    drawingOf(chart),
  );
  // These two have a width of their own; the others fit themselves to the page's.
  return chart.kind === 'flow' || chart.kind === 'heat'
    ? element(
        'div',
        { class: 'wide', tabindex: 0, role: 'region', 'aria-label': wideNames[chart.kind] },
        picture,
      )
    : picture;
}

const wideNames = { flow: 'Flow of rows', heat: 'Heat map' } as const;

function drawingOf(chart: Chart): VNode {
  switch (chart.kind) {
    case 'flow':
      return flowChart(chart);
    case 'ranges':
      return rangeChart(chart);
    case 'heat':
      return heatChart(chart);
    case 'histograms':
      return histogramChart(chart);
  }
}
