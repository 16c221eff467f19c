import type { JupyterFrontEnd } from '@jupyterlab/application';
import {
  describing,
  isReportId,
  offeredOnOwn,
  ownTargetOf,
  targetOf,
  targetsIn,
  versionOf
} from '../commands/target';

const CARD = 'raaaaaaaaaa';
const TAB = 'rbbbbbbbbbb';
const targets = {
  card: () => CARD,
  tab: () => TAB,
  own: () => null as string | null,
  version: () => 2
};

describe('the report that a command is about', () => {
  it('is the one it is given', () => {
    expect(targetOf({ id: 'rccccccccc7' }, targets)).toBe('rccccccccc7');
    expect(targetOf({ id: 'rccccccccc7', isMenu: true }, targets)).toBe(
      'rccccccccc7'
    );
  });

  it('is the card under the menu only when the menu asks', () => {
    expect(targetOf({ isMenu: true }, targets)).toBe(CARD);
    expect(targetOf({}, targets)).toBe(TAB);
  });

  it.each(['', 'r', 'RAAAAAAAAAA', 'raaaaaaaaa1', '../raaaaaaaaaa', 7])(
    'is never %j',
    id => {
      expect(isReportId(id)).toBe(false);
      expect(targetOf({ id }, targets)).toBeNull();
    }
  );

  it('is found on cards and on tabs by the same attribute', () => {
    const node = document.createElement('div');
    node.dataset.report = TAB;
    const app = {
      contextMenuHitTest: (isHit: (node: HTMLElement) => boolean) =>
        isHit(node) ? node : undefined,
      shell: { currentWidget: { node } }
    } as unknown as JupyterFrontEnd;
    expect(targetsIn(app).card()).toBe(TAB);
    expect(targetsIn(app).tab()).toBe(TAB);
    expect(targetsIn(app).own()).toBeNull();
    expect(targetsIn(app).version()).toBeNull();
    node.dataset.mayUpdate = 'true';
    node.dataset.version = '2';
    expect(targetsIn(app).own()).toBe(TAB);
    expect(targetsIn(app).version()).toBe(2);
  });

  it('is offered to be changed only to whom may change it', () => {
    const { isVisible } = offeredOnOwn(targets);
    expect(isVisible!({})).toBe(false);
    expect(ownTargetOf({}, { ...targets, own: () => TAB })).toBe(TAB);
    // The context menu asks for cards of one's own.
    expect(ownTargetOf({ isMenu: true }, targets)).toBe(CARD);
    expect(ownTargetOf({ id: CARD }, targets)).toBe(CARD);
  });

  it('is shown in the version that the tab shows, if no other is named', () => {
    expect(versionOf({}, targets)).toBe(2);
    expect(versionOf({ version: 1 }, targets)).toBe(1);
    expect(versionOf({ id: CARD }, targets)).toBeNull();
    expect(versionOf({ isMenu: true }, targets)).toBeNull();
  });

  it('is described with whatever else a command takes', () => {
    const { args } = describing({ version: { type: 'number' } });
    expect(Object.keys(args.properties as object)).toEqual([
      'id',
      'isMenu',
      'version'
    ]);
  });
});
