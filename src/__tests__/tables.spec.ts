import { deltaOf, numberOf, tableIn } from '../components/tables';

const html = (...rows: string[][]): string =>
  `<table><thead><tr>${rows[0].map(text => `<th>${text}</th>`).join('')}</tr></thead><tbody>${rows
    .slice(1)
    .map(row => `<tr>${row.map(text => `<td>${text}</td>`).join('')}</tr>`)
    .join('')}</tbody></table>`;

const delta = (before: string[][], after: string[][]) =>
  deltaOf(tableIn(html(...before))!, tableIn(html(...after))!);

describe('tableIn', () => {
  it('reads the header and the rows, and runs nothing', () => {
    const found = tableIn(
      `<script>throw 1</script><img src="x" onerror="throw 2">${html(['Plan', 'Teams'], ['Free', '12,402'])}`
    );
    expect(found).toEqual({
      header: ['Plan', 'Teams'],
      rows: [['Free', '12,402']]
    });
  });

  it('finds none where there is none', () => {
    expect(tableIn('<p>nothing</p>')).toBeNull();
  });

  it('reads a table without a head', () => {
    expect(tableIn('<table><tr><td>1</td></tr></table>')).toEqual({
      header: [],
      rows: [['1']]
    });
  });
});

describe('numberOf', () => {
  it.each([
    ['12,402', 12402],
    ['1.36', 1.36],
    ['−12.1%', -12.1],
    ['1e-5', 0.00001],
    [' 7 ', 7]
  ])('reads %s', (text, value) => expect(numberOf(text)).toBe(value));

  it.each(['', 'Free', '12 apples', '1.2.3', '-', '2026-01-01'])(
    'takes “%s” for no number',
    text => expect(numberOf(text)).toBeNull()
  );
});

describe('deltaOf', () => {
  it('tells large numbers by their share and small ones by what is between', () => {
    const { rows } = delta(
      [
        ['Plan', 'Teams', 'β'],
        ['Free', '12,402', '1.36']
      ],
      [
        ['Plan', 'Teams', 'β'],
        ['Free', '12,910', '1.41']
      ]
    );
    expect(rows[0].map(({ difference }) => difference)).toEqual([
      '',
      '+4.1%',
      '+0.05'
    ]);
  });

  it('takes numbers that differ by less than one in a million for the same', () => {
    const { rows } = delta([['n'], ['1000000.1']], [['n'], ['1000000.2']]);
    expect(rows[0][0].kind).toBe('added');
    const other = delta(
      [
        ['k', 'n'],
        ['a', '1000000.1']
      ],
      [
        ['k', 'n'],
        ['a', '1000000.2']
      ]
    );
    expect(other.rows[0][1].kind).toBe('same');
  });

  it('finds rows by their names, and says which came and which went', () => {
    const { rows } = delta(
      [
        ['Plan', 'Teams'],
        ['Free', '1'],
        ['Gone', '2']
      ],
      [
        ['Plan', 'Teams'],
        ['New', '3'],
        ['Free', '1']
      ]
    );
    expect(rows.map(row => [row[0].text, row[0].kind])).toEqual([
      ['New', 'added'],
      ['Free', 'same'],
      ['Gone', 'removed']
    ]);
  });

  it('finds columns by their names', () => {
    const { rows } = delta(
      [
        ['Plan', 'A', 'B'],
        ['Free', '10', '20']
      ],
      [
        ['Plan', 'B', 'A'],
        ['Free', '20', '11']
      ]
    );
    expect(rows[0].map(({ kind }) => kind)).toEqual([
      'same',
      'same',
      'changed'
    ]);
  });

  it('says what a text was', () => {
    const { rows } = delta(
      [
        ['Plan', 'State'],
        ['Free', 'open']
      ],
      [
        ['Plan', 'State'],
        ['Free', 'shut']
      ]
    );
    expect(rows[0][1]).toEqual({
      text: 'shut',
      kind: 'changed',
      before: 'open',
      difference: ''
    });
  });
});
