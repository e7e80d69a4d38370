namespace Shouwang.Dispatch;

/// <summary>Personal data as lists show them.</summary>
static class Masked
{
    /// <summary>李**: the first character, so that two people can be told apart and nobody recognised.</summary>
    public static string Name(string name) => name.Length == 0 ? "" : System.Globalization.StringInfo.GetNextTextElement(name) + "**";

    /// <summary>138****1234; nothing when no phone was left.</summary>
    public static string Phone(string phone) => phone.Length == 0 ? "" : phone.Length < 8 ? "****" : $"{phone[..3]}****{phone[^4..]}";
}
