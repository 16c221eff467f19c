import { PageConfig } from '@jupyterlab/coreutils';

import { reportOf } from '../plugins/links';

const ID = 'rk7m2xq4d3z';

function linkTo(href: string): HTMLAnchorElement {
  const link = document.createElement('a');
  link.href = href;
  return link;
}

const found = (href: string) => reportOf(linkTo(href), '/user/a/hub-publish/');

describe('a link that is clicked in JupyterLab', () => {
  afterEach(() => PageConfig.setOption('hubPrefix', ''));

  it('opens the report there that it leads to in this server', () => {
    expect(found(`/user/a/hub-publish/r/${ID}#cell-3`)).toEqual({
      id: ID,
      fragment: 'cell-3'
    });
    expect(found(`/user/b/hub-publish/r/${ID}`)).toBeNull();
    expect(found('/user/a/hub-publish/r/nonsense')).toBeNull();
  });

  it('does so too where it leads to the service of the hub', () => {
    const link = `/jupyter/services/hub-publish/r/${ID}`;
    expect(found(link)).toBeNull();
    PageConfig.setOption('hubPrefix', '/jupyter/hub/');
    expect(found(link)).toEqual({ id: ID, fragment: '' });
    expect(found(`https://elsewhere.org${link}`)).toBeNull();
  });
});
