using Shouwang.Host;
using Shouwang.Organization;

namespace Shouwang.Dispatch;

/// <summary>标准菜单: the kinds of service with which a center starts; each center edits its own from there.</summary>
public sealed class StandardMenu(ShouwangDb db, CurrentCaller current, IdSource ids)
{
    private const string Door = "不进卧室；钱物当面点清，留好小票；不代管现金、银行卡和密码。";
    private const string Sick = "戴好口罩，先洗手后接触；老人不适时立即拨打120并联系站点。";

    /// <summary>What a new center offers.</summary>
    public static IReadOnlyList<(string Code, MenuEntryTerms Terms)> Items { get; } =
    [
        ("errand", new("代办跑腿", "Errands", "walk", ServiceForm.Visit, null, 45, 1, Urgency.Ordinary, Door, 10)),
        ("shopping", new("代购物品", "Shopping", "shopping-cart", ServiceForm.Visit, null, 60, 1, Urgency.Ordinary, Door, 20)),
        ("medicine", new("代取药品", "Medicine pick-up", "pill", ServiceForm.Visit, null, 60, 1, Urgency.Urgent, "核对姓名、药名、剂量；不代为建议用药；药品不离手。", 30)),
        ("parcels", new("代取外卖快递", "Takeaway and parcels", "package", ServiceForm.Visit, null, 30, 1, Urgency.Ordinary, "送到门口，当面交接；贵重物品请居民验收。", 40)),
        ("haircut", new("上门理发", "Haircut", "scissors", ServiceForm.Visit, "haircut", 45, 1, Urgency.Ordinary, "工具一人一消毒；行动不便者须有家属在场。", 50)),
        ("rubbish", new("清运垃圾", "Rubbish", "trash", ServiceForm.Visit, null, 20, 1, Urgency.Ordinary, "戴手套；医疗垃圾、锐器不自行处理，请报站点。", 60)),
        ("counselling", new("心理疏导", "Counselling", "phone", ServiceForm.Phone, "counselling", 45, 1, Urgency.Urgent, "内容保密；发现自伤风险立即报站点并拨打12355或110。", 70)),
        ("tutoring", new("线上辅导", "Tutoring", "book", ServiceForm.Online, "tutoring", 60, 1, Urgency.Ordinary, "须有监护人知情；不私下加未成年人为好友；不录屏外传。", 80)),
        ("ride", new("出行接送", "Rides", "car", ServiceForm.Visit, "driving", 60, 1, Urgency.Ordinary, "证照齐全、系好安全带；急症请拨打120，不用私家车送。", 90)),
        ("testing", new("上门检测", "Testing at home", "test-pipe", ServiceForm.Visit, "sampling", 30, 1, Urgency.Ordinary, "二级防护，采样前核对身份；样本按时送检。", 100)),
        ("repair", new("家电维修", "Home repair", "tool", ServiceForm.Visit, "repair", 60, 1, Urgency.Ordinary, "先断电、断水；燃气故障请拨打燃气公司，不自行拆修。", 110)),
        ("disinfection", new("上门消杀", "Disinfection", "spray", ServiceForm.Visit, "disinfection", 45, 1, Urgency.Ordinary, "按比例配药，消杀后通风三十分钟；人和宠物先离开。", 120)),
        ("doctor", new("陪同就医", "To the doctor", "stethoscope", ServiceForm.Visit, "elder-care", 180, 1, Urgency.Ordinary, Sick, 130)),
        ("company", new("陪伴聊天", "Company", "message-circle", ServiceForm.Visit, null, 60, 1, Urgency.Ordinary, Sick, 140)),
        ("festival", new("节日活动", "Festival event", "confetti", ServiceForm.Group, null, 120, 5, Urgency.Ordinary, "先看安全出口，留人守门；人数到限即止。", 150)),
    ];

    /// <summary>Gives a unit (a center) the kinds it does not have yet; the answer is how many were added.</summary>
    public Task<Result<int>> Run(string? unitCode, CancellationToken cancel) => db.Attempt<int>(async () =>
    {
        var unit = await db.UnitByCode(unitCode ?? "", cancel);
        if (unit is null) return new Refusal("organization.unit.unknown", ("code", unitCode)).At("unit");
        if (current.Actor.Kind != ActorKind.System && current.Lacks(DispatchAccess.ManageMenu, unit.UnitPath) is { } no) return no;
        var there = await db.Menu().Where(item => item.UnitId == unit.Id).Select(item => item.Code).ToListAsync(cancel);
        var missing = Items.Where(item => !there.Contains(item.Code)).ToList();
        foreach (var (code, terms) in missing) db.Menu().Add(MenuItem.Add(ids.New<MenuItemId>(), unit, code, terms).Value);
        await db.SaveChangesAsync(cancel);
        return missing.Count;
    }, cancel);
}
