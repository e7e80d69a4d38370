namespace Shouwang.Data;

/// <summary>Something is set up wrongly and the operator can mend it: the message says what and how, and is all he is shown.</summary>
public sealed class SetupException : Exception
{
    public SetupException(string message) : base(message) { }

    public SetupException(string message, Exception cause) : base(message, cause) { }

    public SetupException() { }
}
