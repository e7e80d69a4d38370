using System.Text;

namespace Shouwang.Volunteers;

/// <summary>导入字段: what a column of a list of volunteers may hold.</summary>
public enum ImportField
{
    /// <summary>姓名; needed.</summary>
    [Term("姓名")] Name,

    /// <summary>手机号; needed.</summary>
    [Term("手机号")] Phone,

    /// <summary>单位编码: another unit below the one that imports.</summary>
    [Term("单位编码")] Unit,

    /// <summary>性别.</summary>
    [Term("性别")] Gender,

    /// <summary>出生年: a year, a date, or nothing.</summary>
    [Term("出生年")] BirthYear,

    /// <summary>技能: words or codes, with any separator.</summary>
    [Term("技能")] Skills,

    /// <summary>语言: words or codes, with any separator.</summary>
    [Term("语言")] Languages,
}

/// <summary>列对应: which column of a file holds which field; columns that nothing points to are not read.</summary>
/// <param name="Columns">Field and column, counted from 0.</param>
public sealed record ImportColumns(IReadOnlyDictionary<ImportField, int> Columns)
{
    /// <summary>Most columns that a list may have.</summary>
    public const int Most = 200;

    private static readonly Dictionary<ImportField, string[]> Synonyms = new()
    {
        [ImportField.Name] = ["姓名", "志愿者姓名", "名字", "真实姓名", "name", "fullname"],
        [ImportField.Phone] = ["手机号", "手机", "手机号码", "电话", "联系电话", "联系方式", "移动电话", "phone", "mobile", "tel", "telephone"],
        [ImportField.Unit] = ["单位编码", "社区编码", "站点编码", "所在单位编码", "unit", "unitcode"],
        [ImportField.Gender] = ["性别", "gender", "sex"],
        [ImportField.BirthYear] = ["出生年", "出生年份", "出生日期", "出生年月", "生日", "birthyear", "birthdate", "dateofbirth"],
        [ImportField.Skills] = ["技能", "特长", "服务技能", "专长", "服务类别", "skills", "skill"],
        [ImportField.Languages] = ["语言", "方言", "语种", "languages", "language"],
    };

    /// <summary>The column of a field, or null.</summary>
    public int? Of(ImportField field) => Columns.TryGetValue(field, out var column) ? column : null;

    /// <summary>Guesses from the headings: blanks, brackets, stars and letter case do not matter; of two that fit the first is taken.</summary>
    public static ImportColumns Guess(IReadOnlyList<string> headings)
    {
        var plain = headings.Select(Plain).ToList();
        var found = new Dictionary<ImportField, int>();
        foreach (var (field, words) in Synonyms)
        {
            var column = plain.FindIndex(heading => words.Contains(heading));
            if (column >= 0) found[field] = column;
        }
        return new ImportColumns(found);
    }

    /// <summary>The headings in the one form by which a mapping is remembered.</summary>
    public static string Signature(IReadOnlyList<string> headings) => string.Join('\u001F', headings.Select(Plain));

    /// <summary>What stands against the mapping: a needed field without column, a column that is not there, one used twice.</summary>
    /// <param name="count">How many columns the file has.</param>
    public IReadOnlyList<Refusal> Check(int count)
    {
        var no = new List<Refusal>();
        foreach (var needed in new[] { ImportField.Name, ImportField.Phone })
            if (Of(needed) is null) no.Add(new Refusal("volunteers.import.column-missing", ("field", needed)).At(needed.ToString()));
        foreach (var (field, column) in Columns)
            if (column < 0 || column >= count) no.Add(new Refusal("volunteers.import.column-unknown", ("field", field)).At(field.ToString()));
            else if (Columns.Any(other => other.Value == column && other.Key < field)) no.Add(new Refusal("volunteers.import.column-twice", ("field", field)).At(field.ToString()));
        return no;
    }

    // "联系电话（必填）*" is 联系电话.
    private static string Plain(string heading)
    {
        var text = heading.Normalize(NormalizationForm.FormKC);
        var bracket = text.IndexOfAny(['(', '[', '【', '（']);
        if (bracket > 0) text = text[..bracket];
        return string.Concat(text.Where(sign => char.IsLetterOrDigit(sign))).ToLowerInvariant();
    }
}
