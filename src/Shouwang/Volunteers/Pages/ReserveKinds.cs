using System.Globalization;
using Microsoft.Extensions.Localization;

namespace Shouwang.Volunteers.Pages;

/// <summary>What the forms of reserves and call-ups share.</summary>
static class ReserveKinds
{
    public static IEnumerable<(string, string)> Options(IStringLocalizer words) => Enum.GetValues<ReserveKind>().Select(kind => (kind.ToString(), words[Term.Of(kind)].Value));

    public static ReserveKind Read(string? typed) => Enum.TryParse<ReserveKind>(typed, out var kind) && Enum.IsDefined(kind) ? kind : ReserveKind.General;

    /// <summary>A whole number as typed; -1 for anything else, which the rules then name at its field.</summary>
    public static int Number(string? typed) => int.TryParse(typed?.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1;

    /// <summary>Numbers of volunteers as typed, several at a time.</summary>
    public static string[] Numbers(string? typed) =>
        [.. (typed ?? "").ToUpperInvariant().Split([' ', ',', '，', '、', ';', '；', '\t', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries).Distinct()];
}
