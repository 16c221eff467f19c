/**
 * Two listening ends that see everything a browser sends: one between it and the Jupyter server, one
 * that stands for a stranger's host.
 */
import * as dgram from 'node:dgram';
import * as http from 'node:http';
import * as net from 'node:net';

export interface ISeen {
  readonly method: string;
  readonly url: string;
  readonly headers: http.IncomingHttpHeaders;
  status: number;
}

/** A proxy before the Jupyter server that keeps what passes; the browser takes it for the server. */
export class Recorder {
  readonly seen: ISeen[] = [];
  /** Changes the headers of a request before the server sees them. */
  rewrite: (headers: http.IncomingHttpHeaders) => void = () => undefined;

  constructor(private _target: URL) {
    this._server = http.createServer((request, response) => {
      const seen = this._note(request);
      const { hostname, port } = this._target;
      const { method, url: path, headers } = request;
      const onward = http.request(
        { hostname, port, method, path, headers },
        answer => {
          seen.status = answer.statusCode ?? 0;
          response.writeHead(seen.status, answer.rawHeaders);
          answer.pipe(response);
        }
      );
      onward.on('error', () => response.destroy());
      request.pipe(onward);
    });
    this._server.on('upgrade', (request, socket: net.Socket, head: Buffer) =>
      this._upgrade(request, socket, head)
    );
  }

  async listen(): Promise<string> {
    return `http://127.0.0.1:${await listening(this._server)}`;
  }

  close(): void {
    this._server.closeAllConnections();
    this._server.close();
  }

  /** What went to these paths, or carried these words, since the list was last emptied. */
  matching(pattern: RegExp): ISeen[] {
    return this.seen.filter(each => pattern.test(each.url));
  }

  private _note(request: http.IncomingMessage): ISeen {
    const { method = '', url = '', headers } = request;
    const seen = { method, url, headers: { ...headers }, status: 0 };
    this.seen.push(seen);
    this.rewrite(headers);
    return seen;
  }

  /** WebSockets: JupyterLab's own, and those that a report tries to open. */
  private _upgrade(
    request: http.IncomingMessage,
    socket: net.Socket,
    head: Buffer
  ): void {
    this._note(request);
    const { hostname, port } = this._target;
    const onward = net.connect(Number(port), hostname, () => {
      const lines = Object.entries(request.headers).map(
        ([name, value]) => `${name}: ${String(value)}`
      );
      onward.write(
        `${request.method} ${request.url} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`
      );
      onward.write(head);
      onward.pipe(socket).pipe(onward);
    });
    onward.on('error', () => socket.destroy());
    socket.on('error', () => onward.destroy());
  }

  private _server: http.Server;
}

/** A host that welcomes everybody: whatever reaches it, by TCP or UDP, has got out. */
export class Stranger {
  readonly heard: string[] = [];

  async listen(): Promise<string> {
    const port = await listening(this._server);
    this._server.on('connection', () => this.heard.push('(a connection)'));
    this._datagrams.on('message', () => this.heard.push('(a datagram)'));
    await new Promise<void>(resolve =>
      this._datagrams.bind(port, '127.0.0.1', resolve)
    );
    return `http://127.0.0.1:${port}`;
  }

  close(): void {
    this._server.closeAllConnections();
    this._server.close();
    this._datagrams.close();
  }

  private _server = http
    .createServer((request, response) => {
      this.heard.push(`${request.method} ${request.url}`);
      response.writeHead(200, {
        'access-control-allow-origin': '*',
        'cross-origin-resource-policy': 'cross-origin',
        'content-type': 'text/html'
      });
      response.end('<title>elsewhere</title>');
    })
    .on('upgrade', (request, socket) => {
      this.heard.push(`WEBSOCKET ${request.url}`);
      socket.destroy();
    });
  private _datagrams = dgram.createSocket('udp4');
}

function listening(server: http.Server): Promise<number> {
  return new Promise(resolve => {
    server.listen(0, '127.0.0.1', () =>
      resolve((server.address() as net.AddressInfo).port)
    );
  });
}
