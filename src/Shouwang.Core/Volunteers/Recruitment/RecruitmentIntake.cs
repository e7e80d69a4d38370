namespace Shouwang.Volunteers;

/// <summary>招募人数规则: how many are taken so that enough come, and how many more wait.</summary>
/// <remarks>
/// Admitted = need ÷ (1 − no-show), so that those who come are as many as are needed. Intake in all = that × margin; what lies
/// between is the waiting list. Whoever comes later is led elsewhere, so that nobody is called for nothing.
/// All in persons and whole percents, rounded up. Source: the intake rule of NHS Volunteer Responders (GoodSAM), 2020.
/// </remarks>
public static class RecruitmentIntake
{
    /// <summary>Highest share of absent people that may be expected, in percent.</summary>
    public const int HighestNoShow = 80;

    /// <summary>Lowest margin, in percent: nobody waits.</summary>
    public const int LeastMargin = 100;

    /// <summary>Highest margin, in percent.</summary>
    public const int HighestMargin = 300;

    /// <summary>Most people one line may want.</summary>
    public const int MostWanted = 5_000;

    /// <summary>录取名额: places given at once.</summary>
    /// <param name="wanted">People needed on the spot, from 0.</param>
    /// <param name="noShowPercent">Expected share of absent people, 0 to <see cref="HighestNoShow"/>.</param>
    public static int Places(int wanted, int noShowPercent) => Upwards((long)wanted * 100, 100 - noShowPercent);

    /// <summary>候补名额: how many may wait behind the places.</summary>
    /// <param name="wanted">People needed on the spot, from 0.</param>
    /// <param name="noShowPercent">Expected share of absent people, 0 to <see cref="HighestNoShow"/>.</param>
    /// <param name="marginPercent">Margin, <see cref="LeastMargin"/> to <see cref="HighestMargin"/>.</param>
    public static int WaitingPlaces(int wanted, int noShowPercent, int marginPercent) =>
        Upwards((long)wanted * marginPercent, 100 - noShowPercent) - Places(wanted, noShowPercent);

    /// <summary>What is wrong with the two percentages.</summary>
    public static IEnumerable<Refusal> Check(int noShowPercent, int marginPercent)
    {
        if (noShowPercent is < 0 or > HighestNoShow) yield return new Refusal("volunteers.recruitment.no-show", ("most", HighestNoShow)).At("noShow");
        if (marginPercent is < LeastMargin or > HighestMargin) yield return new Refusal("volunteers.recruitment.margin", ("least", LeastMargin), ("most", HighestMargin)).At("margin");
    }

    private static int Upwards(long number, int by) => (int)((number + by - 1) / by);
}
