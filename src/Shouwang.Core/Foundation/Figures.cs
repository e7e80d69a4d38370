namespace Shouwang.Foundation;

/// <summary>口径: the definition of a figure; the same words are shown wherever the number is.</summary>
/// <param name="Code">Stable code, for example <c>dispatch.orders.placed</c>.</param>
/// <param name="Chinese">The figure's name, for example 点单数.</param>
/// <param name="Definition">What is counted, from when to when, and who is left out, in one Chinese sentence.</param>
/// <param name="Unit">Unit of the number: 单, 人, 人次, 分钟.</param>
/// <param name="Sums">True when the number of a unit is the sum of its own and its children's (not so for distinct people and medians).</param>
public sealed record FigureDefinition(string Code, string Chinese, string Definition, string Unit, bool Sums);

/// <summary>数字: one figure of a unit's subtree over a period.</summary>
/// <param name="Definition">What it counts.</param>
/// <param name="Value">The number; null when there is nothing to measure (a median of no orders).</param>
/// <param name="Rows">How many records are behind it; the figure opens to just these.</param>
public sealed record Figure(FigureDefinition Definition, double? Value, long Rows);
