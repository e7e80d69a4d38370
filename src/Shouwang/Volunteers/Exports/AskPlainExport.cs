using Shouwang.Host;
using Shouwang.Organization;

namespace Shouwang.Volunteers;

/// <summary>Whom a plain export is to hold, as it waits for a second person.</summary>
public sealed record WantedExport(string Unit, string? Skill, VolunteerState? State, bool OnDuty)
{
    public VolunteerQuestion Question => new(Unit, Skill, State, OnDuty);
}

/// <summary>申请明文导出: says which volunteers and what for; a second person decides.</summary>
public sealed class AskPlainExport(ShouwangDb db, VolunteerBoard board, AskSecondPerson ask, ChosenUnit chosen, CurrentCaller current)
{
    public async Task<Result<TwoPersonRequestId>> Run(WantedExport wanted, string? reason, CancellationToken cancel)
    {
        var unit = await UnitOf(wanted.Unit, cancel);
        if (unit is null) return new Refusal("volunteers.export.which-unit").At("unit");
        if (current.Lacks(VolunteersAccess.ExportPlain, unit.Path) is { } no) return no;
        var exact = wanted with { Unit = unit.Code };
        if (PlainExport.Fits(await board.CountPlain(exact.Question, cancel)) is { } unfit) return unfit.At("unit");
        return await ask.Run(PlainExport.Kind, unit, exact, reason, cancel);
    }

    /// <summary>The unit that was named, else the chosen one, else the only one at which the caller works.</summary>
    public async Task<Unit?> UnitOf(string? code, CancellationToken cancel)
    {
        if (!string.IsNullOrWhiteSpace(code)) return await db.UnitByCode(code.Trim(), cancel);
        if ((await chosen.Look(cancel)).Unit is { } looked) return await db.UnitByCode(looked.Code, cancel);
        var own = current.Where(VolunteersAccess.ExportPlain).Paths.ToList();
        return own.Count == 1 ? await db.Units().FirstOrDefaultAsync(unit => unit.UnitPath == own[0], cancel) : null;
    }
}

/// <summary>明文导出名册: what the second person reads, and what follows when he agrees.</summary>
sealed class PlainExportByTwo(ShouwangDb db, VolunteerBoard board, CurrentCaller current, IdSource ids, TimeProvider clock) : TwoPersonDeed<WantedExport>
{
    public override DeedKind Kind => PlainExport.Kind;

    protected override async Task<IReadOnlyList<DeedLine>> Describe(WantedExport content, CancellationToken cancel)
    {
        var unit = await db.Units().AsNoTracking().Where(u => u.Code == content.Unit).Select(u => u.Name).FirstOrDefaultAsync(cancel);
        return
        [
            new("单位及其下级", unit ?? content.Unit),
            new("技能", content.Skill is { Length: > 0 } skill ? SkillCatalog.Chinese(skill) : "不限", IsWord: true),
            new("状态", content.State is { } state ? Term.Of(state) : "未退出的", IsWord: true),
            new("只要在岗的", content.OnDuty ? "是" : "否", IsWord: true),
            new("现有人数", (await board.CountPlain(content.Question, cancel)).ToString(System.Globalization.CultureInfo.CurrentCulture)),
            new("文件内容", "姓名、编号、手机号、单位、技能、状态；不含证件号码", IsWord: true),
        ];
    }

    protected override async Task<Result<Done>> Carry(WantedExport content, TwoPersonRequest request, CancellationToken cancel)
    {
        if (PlainExport.Fits(await board.CountPlain(content.Question, cancel)) is { } unfit) return unfit;
        var question = System.Text.Json.JsonSerializer.Serialize(content);
        db.PlainExports().Add(PlainExport.Agreed(ids.New<PlainExportId>(), request, question, new AccountId(current.Actor.Id), clock.GetUtcNow()));
        await db.SaveChangesAsync(cancel);
        return Done.It;
    }
}
