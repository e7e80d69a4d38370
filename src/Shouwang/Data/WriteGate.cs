namespace Shouwang.Data;

/// <summary>One writer at a time inside this process, in order of arrival, where the engine allows only one anyway.</summary>
/// <remarks>Without it SQLite's waiting writers poll, and some of them starve. PostgreSQL needs no gate.</remarks>
public sealed class WriteGate(bool oneAtATime) : IDisposable
{
    private readonly SemaphoreSlim? turns = oneAtATime ? new SemaphoreSlim(1, 1) : null;

    /// <summary>Waits for its turn; dispose the answer to let the next one in.</summary>
    public async Task<IDisposable> Enter(CancellationToken cancel)
    {
        if (turns is null) return Open.It;
        await turns.WaitAsync(cancel);
        return new Turn(turns);
    }

    public void Dispose() => turns?.Dispose();

    private sealed class Turn(SemaphoreSlim turns) : IDisposable
    {
        private int left;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref left, 1) == 0) turns.Release();
        }
    }

    private sealed class Open : IDisposable
    {
        internal static readonly Open It = new();

        public void Dispose() { }
    }
}
