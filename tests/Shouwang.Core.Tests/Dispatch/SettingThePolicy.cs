namespace Shouwang.Dispatch;

/// <summary>派单规矩: what a center may set, and what cannot work.</summary>
public sealed class SettingThePolicy
{
    [Fact]
    public void The_values_that_come_with_the_product_are_allowed() => Assert.Empty(DispatchPolicy.Standard.Check());

    [Theory]
    [InlineData(nameof(DispatchPolicy.UrgentDueMinutes), 10, 1440)]
    [InlineData(nameof(DispatchPolicy.OrdinaryDueMinutes), 60, 43_200)]
    [InlineData(nameof(DispatchPolicy.UrgentAnswerMinutes), 1, 60)]
    [InlineData(nameof(DispatchPolicy.OrdinaryAnswerMinutes), 2, 1440)]
    [InlineData(nameof(DispatchPolicy.AskedPerPlace), 1, 3)]
    [InlineData(nameof(DispatchPolicy.RestMinutes), 0, 480)]
    [InlineData(nameof(DispatchPolicy.NoShowMinutes), 5, 120)]
    [InlineData(nameof(DispatchPolicy.CheckOutGraceMinutes), 0, 720)]
    [InlineData(nameof(DispatchPolicy.ReviewMinutes), 60, 86_400)]
    [InlineData(nameof(DispatchPolicy.ReminderMinutes), 0, 1440)]
    [InlineData(nameof(DispatchPolicy.EscalateMinutes), 5, 10_080)]
    public void Each_value_has_its_bounds(string field, int least, int most)
    {
        Assert.Empty(With(field, least).Check());
        Assert.Empty(With(field, most).Check());
        foreach (var wrong in new[] { least - 1, most + 1, int.MinValue, int.MaxValue })
            Assert.Equal(("dispatch.policy.out-of-range", field), Assert.Single(With(field, wrong).Check()) is var no ? (no.Code, no.Field!) : default);
    }

    /// <summary>Breaks silently without it: a new value that nobody bounds.</summary>
    [Fact]
    public void Every_value_is_bounded()
    {
        var zero = DispatchPolicy.Standard;
        foreach (var value in typeof(DispatchPolicy).GetProperties().Where(p => p.PropertyType == typeof(int))) zero = With(zero, value.Name, -1);
        Assert.Equal(typeof(DispatchPolicy).GetProperties().Count(p => p.PropertyType == typeof(int)), zero.Check().Count);
    }

    [Fact]
    public void Everything_wrong_is_said_at_once_and_nothing_is_set()
    {
        var settings = DispatchSettings.For(new ANeed.Somewhere(new UnitId(Guid.NewGuid()), "/1/"));
        var answer = settings.Set(DispatchPolicy.Standard with { AskedPerPlace = 4, RestMinutes = -20 });
        Assert.Equal([nameof(DispatchPolicy.AskedPerPlace), nameof(DispatchPolicy.RestMinutes)], answer.Refusals.Select(no => no.Field));
        Assert.Empty(settings.UnwrittenFacts);
        Assert.True(settings.Set(DispatchPolicy.Standard with { AskedPerPlace = 3 }).IsOk);
        Assert.Equal(3, settings.Policy.AskedPerPlace);
    }

    private static DispatchPolicy With(string field, int value) => With(DispatchPolicy.Standard, field, value);

    private static DispatchPolicy With(DispatchPolicy policy, string field, int value)
    {
        var changed = policy with { };
        typeof(DispatchPolicy).GetProperty(field)!.SetValue(changed, value);
        return changed;
    }
}
