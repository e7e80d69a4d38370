namespace Shouwang.Rosters;

/// <summary>公开排班实例: reads the text format of the public shift-scheduling instances and writes rosters for them.</summary>
/// <remarks>
/// Curtois, Qu, <i>Computational results on new staff scheduling benchmark instances</i> (2014), schedulingbenchmarks.org.
/// A file has the sections horizon, shifts, staff, days off, shift on requests, shift off requests and cover; lines that
/// begin with # are comments. Staff rules and days off are hard, requests and cover have weights.
/// </remarks>
public static class CurtoisFile
{
    /// <summary>Reads an instance; a broken file is refused with the line and what is wrong in it.</summary>
    public static Result<CurtoisInstance> Read(TextReader file)
    {
        var reader = new CurtoisReader();
        for (var line = 1; file.ReadLine() is { } text; line++)
            if (reader.Take(line, text) is { } refusal) return refusal;
        return reader.Finish();
    }

    /// <summary>Writes a line per staff member, <c>ID,shift,shift,…</c>: one field a day, empty for a free one.</summary>
    public static void Write(CurtoisInstance instance, RosterPlan plan, TextWriter file)
    {
        var problem = instance.Problem;
        for (var person = 0; person < problem.People.Length; person++)
        {
            file.Write(instance.Staff[person]);
            for (var day = 0; day < problem.Days; day++)
            {
                var need = plan.NeedOf[person * problem.Days + day];
                file.Write(',');
                if (need >= 0) file.Write(problem.Shifts[problem.Needs[need].Shift].Name);
            }
            file.Write('\n');
        }
    }
}

/// <summary>公开排班实例: an instance as read.</summary>
/// <param name="Problem">The problem.</param>
/// <param name="Staff">The id of each person.</param>
public sealed record CurtoisInstance(RosterProblem Problem, string[] Staff);
