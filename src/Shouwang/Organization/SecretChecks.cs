using Shouwang.Host;

namespace Shouwang.Organization;

/// <summary>核验: few secrets are checked at a time, so that a rush of log-ins waits in line and leaves the rest of the house its processors; each is counted.</summary>
public sealed class SecretChecks : IDisposable
{
    private readonly SemaphoreSlim turns = new(Math.Max(2, Environment.ProcessorCount));
    private long done;

    /// <summary>How many were really checked since this process has started.</summary>
    public long Done => Interlocked.Read(ref done);

    /// <summary>Waits for a turn; giving it back lets the next one in.</summary>
    public async Task<IDisposable> Turn(CancellationToken cancel)
    {
        await turns.WaitAsync(cancel);
        return new Held(turns);
    }

    /// <summary>Says that one is being checked now.</summary>
    /// <param name="kind">Password, code, key: a word of the program.</param>
    public void Count(string kind)
    {
        Interlocked.Increment(ref done);
        Meters.SecretChecked(kind);
    }

    public void Dispose() => turns.Dispose();

    private sealed class Held(SemaphoreSlim turns) : IDisposable
    {
        public void Dispose() => turns.Release();
    }
}
