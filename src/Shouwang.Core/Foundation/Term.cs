using System.Reflection;

namespace Shouwang.Foundation;

/// <summary>用语: the Chinese word of the field for a state, kind or permission; other languages translate this word.</summary>
[AttributeUsage(AttributeTargets.Field)]
public sealed class TermAttribute(string chinese) : Attribute
{
    /// <summary>The word, for example 待派单.</summary>
    public string Chinese { get; } = chinese;
}

/// <summary>用语: reads the words of enum members.</summary>
public static class Term
{
    /// <summary>The Chinese word of a member; every member of a shown enum has one (tested).</summary>
    public static string Of<T>(T member) where T : struct, Enum => Cache<T>.Words.GetValueOrDefault(member) ?? member.ToString();

    private static class Cache<T> where T : struct, Enum
    {
        internal static readonly Dictionary<T, string> Words = typeof(T)
            .GetFields(BindingFlags.Public | BindingFlags.Static)
            .Where(field => field.GetCustomAttribute<TermAttribute>() is not null)
            .ToDictionary(field => (T)field.GetValue(null)!, field => field.GetCustomAttribute<TermAttribute>()!.Chinese);
    }
}
