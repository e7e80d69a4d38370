using System.Globalization;

namespace Shouwang.Rosters;

/// <summary>Takes the lines of an instance file one by one.</summary>
internal sealed class CurtoisReader
{
    private static readonly string[] Sections =
        ["SECTION_HORIZON", "SECTION_SHIFTS", "SECTION_STAFF", "SECTION_DAYS_OFF", "SECTION_SHIFT_ON_REQUESTS", "SECTION_SHIFT_OFF_REQUESTS", "SECTION_COVER"];

    private readonly CurtoisParts parts = new();
    private readonly HashSet<string> seen = [];
    private string section = "";
    private int line;

    /// <summary>Takes a line; a refusal when it is broken.</summary>
    internal Refusal? Take(int number, string text)
    {
        line = number;
        var words = text.Trim();
        if (words.Length == 0 || words[0] == '#') return null;
        if (words.StartsWith("SECTION_", StringComparison.Ordinal)) return Open(words);
        var fields = words.Split(',', StringSplitOptions.TrimEntries);
        return section switch
        {
            "SECTION_HORIZON" => TakeHorizon(fields),
            "SECTION_SHIFTS" => TakeShift(fields),
            "SECTION_STAFF" => TakeStaff(fields),
            "SECTION_DAYS_OFF" => TakeDaysOff(fields),
            "SECTION_SHIFT_ON_REQUESTS" => TakeRequest(fields, isOn: true),
            "SECTION_SHIFT_OFF_REQUESTS" => TakeRequest(fields, isOn: false),
            "SECTION_COVER" => TakeCover(fields),
            _ => Broken("rosters.curtois.no-section", words),
        };
    }

    internal Result<CurtoisInstance> Finish()
    {
        foreach (var name in Sections.Where(name => name is "SECTION_HORIZON" or "SECTION_SHIFTS" or "SECTION_STAFF" or "SECTION_COVER"))
            if (!seen.Contains(name)) return new Refusal("rosters.curtois.section-missing", ("section", name));
        return parts.UnknownShift() is var (at, shift) ? new Refusal("rosters.curtois.shift-unknown", ("line", at), ("text", shift)) : parts.Build();
    }

    private Refusal? Open(string name)
    {
        if (!Sections.Contains(name) || !seen.Add(name)) return Broken("rosters.curtois.section", name);
        section = name;
        var needsHorizon = name is not ("SECTION_HORIZON" or "SECTION_SHIFTS") && parts.Days == 0;
        return needsHorizon ? Broken("rosters.curtois.section", name) : null;
    }

    private Refusal? TakeHorizon(string[] fields)
    {
        if (parts.Days > 0 || fields.Length != 1) return Broken("rosters.curtois.fields", string.Join(',', fields));
        return Number(fields[0], 1, 366, out parts.Days);
    }

    private Refusal? TakeShift(string[] fields)
    {
        if (fields.Length is < 2 or > 3 || fields[0].Length == 0 || parts.Shifts.Count == 64) return Broken("rosters.curtois.fields", string.Join(',', fields));
        if (Number(fields[1], 1, 1440, out var minutes) is { } refusal) return refusal;
        var notNext = fields.Length == 3 ? fields[2].Split('|', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) : [];
        return parts.AddShift(line, fields[0], minutes, notNext) ? null : Broken("rosters.curtois.twice", fields[0]);
    }

    private Refusal? TakeStaff(string[] fields)
    {
        if (fields.Length != 8 || fields[0].Length == 0) return Broken("rosters.curtois.fields", string.Join(',', fields));
        var caps = new int[parts.Shifts.Count];
        Array.Fill(caps, parts.Days);
        foreach (var cap in fields[1].Split('|', StringSplitOptions.RemoveEmptyEntries))
        {
            var sides = cap.Split('=', StringSplitOptions.TrimEntries);
            if (sides.Length != 2) return Broken("rosters.curtois.fields", cap);
            if (Shift(sides[0], out var shift) is { } unknown) return unknown;
            if (Number(sides[1], 0, 100_000, out caps[shift]) is { } wrong) return wrong;
        }
        var numbers = new int[6];
        for (var i = 0; i < numbers.Length; i++)
            if (Number(fields[i + 2], 0, 10_000_000, out numbers[i]) is { } wrong) return wrong;
        return parts.AddStaff(fields[0], caps, numbers) ? null : Broken("rosters.curtois.twice", fields[0]);
    }

    private Refusal? TakeDaysOff(string[] fields)
    {
        if (Staff(fields[0], out var person) is { } unknown) return unknown;
        foreach (var field in fields.AsSpan(1))
        {
            if (Number(field, 0, parts.Days - 1, out var day) is { } wrong) return wrong;
            parts.Staff[person].DaysOff.Add(day);
        }
        return null;
    }

    private Refusal? TakeRequest(string[] fields, bool isOn)
    {
        if (fields.Length != 4) return Broken("rosters.curtois.fields", string.Join(',', fields));
        var refusal = Staff(fields[0], out var person) ?? Number(fields[1], 0, parts.Days - 1, out var day) ?? Shift(fields[2], out var shift) ?? Number(fields[3], 0, RosterProblem.MaxCost, out var weight);
        if (refusal is not null) return refusal;
        parts.Staff[person].Wishes.Add(new(Value(fields[1]), parts.Shifts.FindIndex(known => known.Name == fields[2]), isOn, Value(fields[3])));
        return null;
    }

    private Refusal? TakeCover(string[] fields)
    {
        if (fields.Length != 5) return Broken("rosters.curtois.fields", string.Join(',', fields));
        if (Number(fields[0], 0, parts.Days - 1, out var day) is { } wrongDay) return wrongDay;
        if (Shift(fields[1], out var shift) is { } unknown) return unknown;
        if (Number(fields[2], 0, 100_000, out var persons) is { } wrongNumber) return wrongNumber;
        if (Number(fields[3], 0, RosterProblem.MaxCost, out var under) is { } wrongUnder) return wrongUnder;
        if (Number(fields[4], 0, RosterProblem.MaxCost, out var over) is { } wrongOver) return wrongOver;
        return parts.AddCover(new(0, day, shift, persons, 0, under, over)) ? null : Broken("rosters.curtois.twice", $"{fields[0]},{fields[1]}");
    }

    private Refusal? Staff(string id, out int person)
    {
        person = parts.Staff.FindIndex(known => known.Id == id);
        return person >= 0 ? null : Broken("rosters.curtois.staff-unknown", id);
    }

    private Refusal? Shift(string name, out int shift)
    {
        shift = parts.Shifts.FindIndex(known => known.Name == name);
        return shift >= 0 ? null : Broken("rosters.curtois.shift-unknown", name);
    }

    private Refusal? Number(string text, int least, int most, out int value) =>
        int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out value) && value >= least && value <= most
            ? null
            : Broken("rosters.curtois.number", text);

    private static int Value(string number) => int.Parse(number, CultureInfo.InvariantCulture);

    private Refusal Broken(string code, string text) => new(code, ("line", line), ("text", text.Length > 40 ? text[..40] : text));
}
