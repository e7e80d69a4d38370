namespace Shouwang.Host;

/// <summary>Words that somebody looks for, sent in the body: they may be a name or a phone number, and no address holds one.</summary>
public sealed record Sought(string? Words);
