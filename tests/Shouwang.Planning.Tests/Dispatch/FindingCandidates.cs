using Shouwang.Dispatch;

namespace Shouwang.Planning.Tests.Dispatch;

public class FindingCandidates
{
    [Theory]
    [InlineData(1UL)]
    [InlineData(2UL)]
    public void The_grid_finds_the_same_people_as_looking_at_everybody(ulong seed)
    {
        var request = MatchingInstances.Slack(80, 700, seed);
        var problem = CandidateSearch.Find(request, 12);
        for (var need = 0; need < request.Needs.Count; need++)
        {
            var nearest = Suitable(request, request.Needs[need]).Take(12).ToList();
            Assert.Equal(nearest.Count, problem.CandidatesOf(need).Length);
            // Two ways of measuring differ by centimetres, so compare ways, not people.
            var ways = problem.CandidateCosts[problem.CandidateStarts[need]..problem.CandidateStarts[need + 1]].Order().ToList();
            for (var i = 0; i < ways.Count; i++) Assert.InRange(ways[i], nearest[i].Metres * 0.9985 - 2, nearest[i].Metres * 1.0015 + 2);
        }
    }

    [Fact]
    public void Every_candidate_suits_the_need()
    {
        var request = MatchingInstances.Slack(80, 700, 5);
        var problem = CandidateSearch.Find(request, 12);
        for (var need = 0; need < request.Needs.Count; need++)
            foreach (var volunteer in problem.CandidatesOf(need))
                Assert.Contains(MatchingEligibility.Of(request.Needs[need], request.Volunteers[volunteer]), new[] { MatchingFit.Suits, MatchingFit.TooFar });
    }

    [Fact]
    public void Who_does_not_suit_is_told_the_rule()
    {
        var need = new MatchingNeed(new(39.9, 116.3), 1, 0b11, 0b1, new(60, 120), 100);
        var volunteer = new MatchingVolunteer(new(39.9, 116.3), 0b11, 0b1, new(0, 240), 500, [0]);
        Assert.Equal(MatchingFit.Suits, MatchingEligibility.Of(need, volunteer));
        Assert.Equal(MatchingFit.LacksSkill, MatchingEligibility.Of(need, volunteer with { Skills = 0b01 }));
        Assert.Equal(MatchingFit.LacksLanguage, MatchingEligibility.Of(need, volunteer with { Languages = 0b10 }));
        Assert.Equal(MatchingFit.NotAvailable, MatchingEligibility.Of(need, volunteer with { Window = new(61, 240) }));
        Assert.Equal(MatchingFit.TooFar, MatchingEligibility.Of(need, volunteer with { At = new(39.95, 116.3) }));
    }

    [Fact]
    public void A_district_without_volunteers_gives_needs_without_candidates()
    {
        var request = new MatchingRequest { Needs = MatchingInstances.Slack(3, 1, 1).Needs, Volunteers = [] };
        Assert.Empty(CandidateSearch.Find(request).CandidateVolunteers);
    }

    private static IEnumerable<(double Metres, int Number)> Suitable(MatchingRequest request, MatchingNeed need) => request.Volunteers
        .Select((volunteer, number) => (Volunteer: volunteer, Number: number))
        .Where(person => MatchingEligibility.Of(need, person.Volunteer) == MatchingFit.Suits)
        .Select(person => (need.At.MetresTo(person.Volunteer.At), person.Number))
        .Order();
}
