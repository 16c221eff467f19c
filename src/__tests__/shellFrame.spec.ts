import { Widget } from '@lumino/widgets';

import type { FromShell } from '../model/messages';
import { ShellFrame } from '../widgets/shellFrame';

describe('ShellFrame', () => {
  let frame: ShellFrame;
  let heard: FromShell[];

  beforeEach(() => {
    frame = new ShellFrame('Report');
    heard = [];
    frame.heard.connect((_, message) => heard.push(message));
    Widget.attach(frame, document.body);
    frame.open('about:blank?theme=light');
  });

  afterEach(() => frame.dispose());

  const iframe = () => frame.node.querySelector('iframe')!;

  function send(source: Window | null, origin: string): void {
    const data = { hubPublish: 1, type: 'ready', code: true };
    window.dispatchEvent(new MessageEvent('message', { data, source, origin }));
  }

  it('hears its own document on our own origin', () => {
    send(iframe().contentWindow, window.location.origin);
    expect(heard).toEqual([{ type: 'ready', code: true }]);
  });

  it.each(['null', 'https://elsewhere.example'])(
    'does not hear its document once that is of origin %s',
    origin => {
      send(iframe().contentWindow, origin);
      expect(heard).toEqual([]);
    }
  );

  it('hears no other window', () => {
    send(window, window.location.origin);
    send(null, window.location.origin);
    expect(heard).toEqual([]);
  });

  it('keeps its document while only the theme or the place differs', () => {
    const first = iframe();
    frame.open('about:blank?theme=dark#cell-3');
    expect(iframe()).toBe(first);
    frame.open('about:blank?theme=dark&scripts=off');
    expect(iframe()).not.toBe(first);
    frame.open('about:srcdoc');
    expect(iframe()).not.toBe(first);
  });

  it('tells only our own origin who is referring', () => {
    expect(iframe().referrerPolicy).toBe('same-origin');
    expect(iframe().title).toBe('Report');
  });
});
