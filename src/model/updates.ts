/**
 * Which of one's own reports are older than their notebooks: asked for those cards only that are seen.
 */
import type { ILibraryClient } from '../tokens';
import { Changing } from './changing';

/** Milliseconds in which cards that come into sight are gathered. */
export const GATHERING = 150;

const AT_ONCE = 50; // reports in one question

export class UpdatesModel extends Changing {
  constructor(private _client: Pick<ILibraryClient, 'updates'>) {
    super();
  }

  dispose(): void {
    if (!this.isDisposed) {
      clearTimeout(this._gathering);
      super.dispose();
    }
  }

  /** The notebook that is newer than the report, or null where none is, or nobody knows yet. */
  pathOf(report: string): string | null {
    return this._paths.get(report) ?? null;
  }

  /** These are in sight. */
  see(reports: readonly string[]): void {
    reports
      .filter(report => !this._asked.has(report))
      .forEach(report => this._due.add(report));
    if (this._due.size > 0) {
      this._gathering ??= setTimeout(() => void this._ask(), GATHERING);
    }
  }

  /** Somebody has published, or comes back from working: what is known may be old. */
  forget(): void {
    this._asked.clear();
  }

  private async _ask(): Promise<void> {
    this._gathering = undefined;
    const reports = [...this._due].slice(0, AT_ONCE);
    reports.forEach(report => {
      this._due.delete(report);
      this._asked.add(report);
    });
    try {
      const { updates } = await this._client.updates(reports);
      reports.forEach(report => this._paths.delete(report));
      updates.forEach(({ report, path }) => this._paths.set(report, path));
      if (!this.isDisposed) {
        this.tell();
      }
    } catch {
      // A card without that line is still a card.
      reports.forEach(report => this._asked.delete(report));
      return;
    }
    this.see([...this._due]);
  }

  private _due = new Set<string>();
  private _asked = new Set<string>();
  private _paths = new Map<string, string>();
  private _gathering: ReturnType<typeof setTimeout> | undefined;
}
