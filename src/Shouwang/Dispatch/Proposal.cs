using Shouwang.Volunteers;

namespace Shouwang.Dispatch;

/// <summary>Who is proposed for all open orders of a reach together, what stays open, and what it would be with people lent.</summary>
/// <param name="Rows">The orders with somebody proposed or with places that stay open, by due time.</param>
/// <param name="Sum">The plan in numbers.</param>
/// <param name="WithoutLoan">The same without the people lent; null when nobody is.</param>
/// <param name="IsOptimal">Proven: no plan among the candidates looked at is better.</param>
/// <param name="HasMore">More orders are open than were looked at.</param>
public sealed record Proposal(IReadOnlyList<ProposedOrder> Rows, ProposalSum Sum, ProposalSum? WithoutLoan, bool IsOptimal, bool HasMore);

/// <summary>One order of a proposal; the version is what the proposal has seen.</summary>
public sealed record ProposedOrder(
    OrderId Id, string Number, int Version, string Kind, string UnitName, DateTimeOffset From, DateTimeOffset DueAt, Urgency Urgency,
    IReadOnlyList<ProposedPerson> People, int Missing, MatchingShortageCause? Cause);

/// <summary>Somebody proposed, with the reasons as they are kept with an offer; and who would have suited better but is needed more elsewhere.</summary>
public sealed record ProposedPerson(VolunteerId Id, string Name, string Number, string Reasons, bool IsLent, string? Rather, string? RatherAt);

/// <summary>A plan in numbers: places wanted, filled and open, and the mean cost of a filled one in metres.</summary>
public sealed record ProposalSum(int Places, int Filled, int MeanMetres)
{
    public int Open => Places - Filled;
}

/// <summary>What if one unit lends people to another.</summary>
public sealed record Loan(string From, string To, int People);
