/**
 * What the page runs: it makes the titles of tables sort them. A first press puts figures from the largest and texts from A,
 * a second one turns that round. Without it the page is whole but for the sorting.
 */
export const pageScript = `
for (const table of document.querySelectorAll('table')) {
  const body = table.tBodies[0];
  const titles = [...table.tHead.rows[0].cells];
  if (body.rows.length < 2) continue;
  titles.forEach((title, column) => {
    if (body.rows[0].cells[column].querySelector('svg')) return;
    const button = document.createElement('button');
    button.type = 'button';
    button.append(...title.childNodes);
    title.append(button);
    button.addEventListener('click', () => {
      const isNumber = title.classList.contains('number');
      const order = title.getAttribute('aria-sort') ?? (isNumber ? 'ascending' : 'descending');
      const sign = order === 'ascending' ? -1 : 1;
      const rows = [...body.rows].map((row) => {
        const cell = row.cells[column];
        const value = cell.dataset.value;
        return { row, value: value === undefined ? NaN : Number(value), text: cell.textContent };
      });
      rows.sort((a, b) => {
        if (Number.isNaN(a.value) !== Number.isNaN(b.value)) return Number.isNaN(a.value) ? 1 : -1;
        if (Number.isNaN(a.value)) return sign * a.text.localeCompare(b.text);
        return sign * (a.value - b.value);
      });
      for (const other of titles) other.removeAttribute('aria-sort');
      title.setAttribute('aria-sort', order === 'ascending' ? 'descending' : 'ascending');
      body.append(...rows.map(({ row }) => row));
    });
  });
}
`;
