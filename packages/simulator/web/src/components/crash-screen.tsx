import { Component, type ReactNode } from 'react';

/** Stands in for the page when drawing it has failed. A class, because React offers nothing else for this. */
export class CrashScreen extends Component<{ children: ReactNode }, { message: string | undefined }> {
  override state: { message: string | undefined } = { message: undefined };

  static getDerivedStateFromError(error: unknown): { message: string } {
    return { message: error instanceof Error ? error.message : String(error) };
  }

  override render(): ReactNode {
    if (this.state.message === undefined) return this.props.children;
    // In English: the texts may be what has failed.
    return (
      <main className="welcome" role="alert">
        <h1>The chat has failed</h1>
        <p>{this.state.message}</p>
        <button type="button" className="button" onClick={() => location.reload()}>
          Load it again
        </button>
      </main>
    );
  }
}
