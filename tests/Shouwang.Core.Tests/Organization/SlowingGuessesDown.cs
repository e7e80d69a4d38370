using FsCheck;
using FsCheck.Fluent;

namespace Shouwang.Organization;

/// <summary>试探节奏: slips are free, runs are not.</summary>
public sealed class SlowingGuessesDown
{
    private static readonly DateTimeOffset Start = new(2022, 11, 20, 8, 0, 0, TimeSpan.Zero);

    public static TheoryData<GuessPace> Paces => [LogInRules.OneDoor, LogInRules.OneName, LogInRules.OneAddress];

    [Fact]
    public void The_fifth_slip_closes_the_door_and_further_ones_longer_and_longer_up_to_a_quarter_of_an_hour()
    {
        var (count, now, waits) = (New(), Start, new List<double>());
        for (var i = 0; i < 11; i++)
        {
            var until = count.Take(LogInRules.OneDoor, now);
            waits.Add(((until ?? now) - now).TotalSeconds);
            now = until ?? now;
            Assert.Null(count.Wait(now));
        }
        Assert.Equal([0, 0, 0, 0, 30, 60, 120, 240, 480, 480, 900], waits);
    }

    [Fact]
    public void Until_then_the_door_is_closed_and_it_says_how_long()
    {
        var count = New();
        for (var i = 0; i < 5; i++) count.Take(LogInRules.OneDoor, Start);
        Assert.Equal(TimeSpan.FromSeconds(30), count.Wait(Start));
        Assert.Equal(TimeSpan.FromSeconds(1), count.Wait(Start.AddSeconds(29)));
        Assert.Null(count.Wait(Start.AddSeconds(30)));
    }

    [Fact]
    public void A_right_one_does_not_count_and_at_ones_own_door_clears_what_was_before()
    {
        var count = New();
        for (var i = 0; i < 100; i++)
        {
            count.Take(LogInRules.OneAddress, Start);
            Assert.Null(count.Wait(Start));
            count.GiveBack();
        }
        for (var i = 0; i < 4; i++) count.Take(LogInRules.OneDoor, Start);
        count.Clear();
        Assert.Equal(0, count.Level);
    }

    /// <summary>However the guesses are spread within a run, at most one in a hundred is looked at.</summary>
    [Theory, MemberData(nameof(Paces))]
    public void Of_ten_thousand_guesses_in_a_run_at_most_a_hundred_are_looked_at(GuessPace pace) =>
        Prop.ForAll(Gen.Choose(0, 1000).ListOf(50).ToArbitrary(), gaps =>
        {
            var (count, now, looked) = (New(), Start, 0);
            for (var i = 0; i < 10_000; i++)
            {
                now = now.AddMilliseconds(gaps[i % gaps.Count]);
                if (count.Wait(now) is not null) continue;
                count.Take(pace, now);
                looked++;
            }
            return looked <= 100;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(30));

    private static GuessCount New() => new() { Whom = "w", FromWhere = "f" };
}
