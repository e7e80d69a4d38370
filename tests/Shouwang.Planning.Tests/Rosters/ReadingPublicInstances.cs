using Shouwang.Rosters;

namespace Shouwang.Planning.Tests.Rosters;

public class ReadingPublicInstances
{
    private const string Small = """
        # a comment
        SECTION_HORIZON
        7

        SECTION_SHIFTS
        E,480,
        L,480,E

        SECTION_STAFF
        A,E=7|L=7,2400,960,5,2,2,1
        B,E=0|L=3,2400,960,5,1,1,1

        SECTION_DAYS_OFF
        A,0

        SECTION_SHIFT_ON_REQUESTS
        A,2,L,3

        SECTION_SHIFT_OFF_REQUESTS
        B,1,L,2

        SECTION_COVER
        1,E,1,100,1
        2,L,2,100,1
        """;

    [Fact]
    public void An_instance_is_read_whole()
    {
        var instance = CurtoisFile.Read(new StringReader(Small)).Value;
        var problem = instance.Problem;
        Assert.Equal(["A", "B"], instance.Staff);
        Assert.Equal([0], problem.Shifts[1].NotNext);
        Assert.Equal(0UL, problem.People[0].OpenShifts[0]);
        Assert.Equal(0b10UL, problem.People[1].OpenShifts[0]);
        Assert.Equal(3, problem.Contracts[problem.People[1].Contract].MaxOfShift![1]);
        Assert.Equal(new RosterWish(2, 1, true, 3), problem.People[0].Wishes[0]);
        Assert.Contains(new RosterNeed(0, 2, 1, 2, 0, 100, 1), problem.Needs);
        Assert.Contains(new RosterNeed(0, 6, 1, 0, 0, 0, 0), problem.Needs);
    }

    [Fact]
    public void A_roster_is_written_one_person_a_line()
    {
        var instance = CurtoisFile.Read(new StringReader(Small)).Value;
        var plan = RosterSolver.Solve(instance.Problem, 1, PlanBudget.Of(500));
        Assert.True(RosterChecker.Check(instance.Problem, plan).IsSound);
        using var text = new StringWriter();
        CurtoisFile.Write(instance, plan, text);
        var lines = text.ToString().TrimEnd('\n').Split('\n');
        Assert.Equal(2, lines.Length);
        Assert.All(lines, line => Assert.Equal(8, line.Split(',').Length));
        Assert.StartsWith("A,,", lines[0], StringComparison.Ordinal);
        Assert.Equal("L", lines[0].Split(',')[3]);
    }

    [Theory]
    [InlineData("7\n\nSECTION_SHIFTS", "seven\n\nSECTION_SHIFTS", "rosters.curtois.number", 3)]
    [InlineData("L,480,E", "L,480,X", "rosters.curtois.shift-unknown", 7)]
    [InlineData("L,480,E", "E,480,", "rosters.curtois.twice", 7)]
    [InlineData("A,0", "C,0", "rosters.curtois.staff-unknown", 14)]
    [InlineData("A,0", "A,7", "rosters.curtois.number", 14)]
    [InlineData("A,2,L,3", "A,2,L", "rosters.curtois.fields", 17)]
    [InlineData("1,E,1,100,1", "1,Q,1,100,1", "rosters.curtois.shift-unknown", 23)]
    [InlineData("SECTION_DAYS_OFF", "SECTION_HOLIDAYS", "rosters.curtois.section", 13)]
    [InlineData("SECTION_HORIZON\n7", "7", "rosters.curtois.no-section", 2)]
    public void A_broken_line_is_named(string good, string bad, string code, int line)
    {
        var refusal = CurtoisFile.Read(new StringReader(Small.ReplaceLineEndings("\n").Replace(good, bad, StringComparison.Ordinal))).Refusal;
        Assert.Equal(code, refusal?.Code);
        Assert.Equal(line, refusal!.Facts["line"]);
    }

    [Fact]
    public void A_file_without_cover_is_refused()
    {
        var refusal = CurtoisFile.Read(new StringReader(Small[..Small.IndexOf("SECTION_COVER", StringComparison.Ordinal)])).Refusal;
        Assert.Equal("rosters.curtois.section-missing", refusal?.Code);
    }
}
