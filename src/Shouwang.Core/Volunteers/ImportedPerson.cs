using System.Globalization;
using System.Text;

namespace Shouwang.Volunteers;

/// <summary>导入的一行: what one row of a list says about a person, checked.</summary>
/// <param name="Name">姓名, without blanks around it.</param>
/// <param name="Phone">手机号, digits only.</param>
/// <param name="Unit">单位编码; null for the unit that imports.</param>
/// <param name="Gender">性别.</param>
/// <param name="BirthYear">出生年.</param>
/// <param name="Skills">技能, as codes.</param>
/// <param name="Languages">语言, as codes.</param>
public sealed record ImportedPerson(string Name, string Phone, string? Unit, Gender Gender, int? BirthYear, IReadOnlyList<string> Skills, IReadOnlyList<string> Languages)
{
    private const int LongestWord = 20;
    private static readonly char[] Separators = ['、', '，', ',', ';', '；', '/', '|', ' ', '\u3000', '\n'];

    /// <summary>Reads a row; every fault is named with its field, all at once.</summary>
    /// <param name="cells">The cells of the row; missing ones are empty.</param>
    /// <param name="columns">Where each field stands.</param>
    /// <param name="thisYear">The year of today.</param>
    public static Result<ImportedPerson> Read(IReadOnlyList<string> cells, ImportColumns columns, int thisYear)
    {
        string Cell(ImportField field) => columns.Of(field) is { } at && at < cells.Count ? cells[at].Trim() : "";
        var no = new List<Refusal>();
        void Refuse(ImportField field, Refusal refusal) => no.Add(refusal.At(field.ToString()));

        var name = Cell(ImportField.Name).Normalize(NormalizationForm.FormC);
        if (name.Length == 0) Refuse(ImportField.Name, new Refusal("volunteers.volunteer.name-missing"));
        else if (name.Length > Volunteer.LongestName) Refuse(ImportField.Name, new Refusal("volunteers.volunteer.name-too-long", ("most", Volunteer.LongestName)));
        else if (name.Any(char.IsControl)) Refuse(ImportField.Name, new Refusal("volunteers.import.name-signs"));
        var phone = Phones.Bare(Cell(ImportField.Phone));
        if (!Phones.IsMobile(phone)) Refuse(ImportField.Phone, new Refusal("volunteers.volunteer.phone"));
        if (GenderOf(Cell(ImportField.Gender)) is not { } gender)
        {
            gender = Gender.Unsaid;
            Refuse(ImportField.Gender, new Refusal("volunteers.import.gender"));
        }
        var born = YearOf(Cell(ImportField.BirthYear));
        if (born is { } year && (year < thisYear - 110 || year > thisYear - 14)) Refuse(ImportField.BirthYear, new Refusal("volunteers.volunteer.birth-year", ("youngest", 14)));
        var (skills, languages) = (Codes(Cell(ImportField.Skills), SkillCatalog.All, out var skill), Codes(Cell(ImportField.Languages), LanguageCatalog.All, out var language));
        if (skill is not null) Refuse(ImportField.Skills, new Refusal("volunteers.skill.unknown-code", ("skill", skill)));
        if (language is not null) Refuse(ImportField.Languages, new Refusal("volunteers.language.unknown-code", ("language", language)));
        if (no.Count > 0) return no;
        return new ImportedPerson(name, phone, Cell(ImportField.Unit) is { Length: > 0 } unit ? unit : null, gender, born, skills, languages.Count > 0 ? languages : ["mandarin"]);
    }

    private static Gender? GenderOf(string cell) => cell.ToLowerInvariant() switch
    {
        "" or "未说明" or "未知" or "unsaid" => Volunteers.Gender.Unsaid,
        "女" or "女性" or "f" or "female" => Volunteers.Gender.Female,
        "男" or "男性" or "m" or "male" => Volunteers.Gender.Male,
        _ => null,
    };

    // A year, or a date that begins with one: 1988, 1988年, 1988-05-03, 1988/5/3, 19880503. Anything else is year 0, which no rule lets pass.
    private static int? YearOf(string cell)
    {
        if (cell.Length == 0) return null;
        var digits = cell.TakeWhile(char.IsAsciiDigit).Count();
        return digits is 4 or 8 && int.TryParse(cell.AsSpan(0, 4), NumberStyles.None, CultureInfo.InvariantCulture, out var year) ? year : 0;
    }

    private static List<string> Codes(string cell, IReadOnlyList<(string Code, string Chinese)> catalog, out string? unknown)
    {
        var (codes, first) = (new List<string>(), (string?)null);
        foreach (var word in cell.Split(Separators, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var code = catalog.FirstOrDefault(entry => entry.Chinese == word || string.Equals(entry.Code, word, StringComparison.OrdinalIgnoreCase)).Code;
            if (code is null) first ??= word.Length <= LongestWord ? word : word[..LongestWord] + "…";
            else if (!codes.Contains(code)) codes.Add(code);
        }
        unknown = first;
        return codes;
    }
}
