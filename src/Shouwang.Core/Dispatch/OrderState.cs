namespace Shouwang.Dispatch;

/// <summary>单的状态: where an order stands on its way from need to review.</summary>
public enum OrderState
{
    /// <summary>待派单: placed, nobody asked yet (or all who were asked could not).</summary>
    [Term("待派单")] Placed,

    /// <summary>已派单: volunteers or a team have been asked, or it is open for claiming; places are still free.</summary>
    [Term("已派单")] Dispatched,

    /// <summary>已接单: every place is taken.</summary>
    [Term("已接单")] Accepted,

    /// <summary>服务中: at least one volunteer has checked in.</summary>
    [Term("服务中")] Serving,

    /// <summary>待评价: the service is done, the review is awaited.</summary>
    [Term("待评价")] Completed,

    /// <summary>已评价: reviewed by the resident; the end of a good order.</summary>
    [Term("已评价")] Reviewed,

    /// <summary>逾期未评: done, and closed because no review came in time.</summary>
    [Term("逾期未评")] Unreviewed,

    /// <summary>已撤回: withdrawn by the resident or on his behalf.</summary>
    [Term("已撤回")] Withdrawn,

    /// <summary>未能完成: could not be done, with the reason.</summary>
    [Term("未能完成")] Failed,

    /// <summary>已转介: referred to somebody outside the network.</summary>
    [Term("已转介")] Referred,
}

/// <summary>单的状态: what the states mean for the work.</summary>
public static class OrderStates
{
    /// <summary>States in which somebody still has to do something before the service is done.</summary>
    public static IReadOnlyList<OrderState> Open { get; } = [OrderState.Placed, OrderState.Dispatched, OrderState.Accepted, OrderState.Serving];

    /// <summary>True while the service is still to be done.</summary>
    public static bool IsOpen(this OrderState state) => Open.Contains(state);

    /// <summary>True when the service was done, reviewed or not.</summary>
    public static bool IsDone(this OrderState state) => state is OrderState.Completed or OrderState.Reviewed or OrderState.Unreviewed;

    /// <summary>True while volunteers may still be found for it.</summary>
    public static bool TakesVolunteers(this OrderState state) => state is OrderState.Placed or OrderState.Dispatched;

    /// <summary>The step a resident sees (0 已收到, 1 已派, 2 已接, 3 服务中, 4 已完成), or null when the order ended otherwise.</summary>
    public static int? ResidentStep(this OrderState state) => state switch
    {
        OrderState.Placed => 0,
        OrderState.Dispatched => 1,
        OrderState.Accepted => 2,
        OrderState.Serving => 3,
        OrderState.Completed or OrderState.Reviewed or OrderState.Unreviewed => 4,
        OrderState.Withdrawn or OrderState.Failed or OrderState.Referred => null,
    };
}

/// <summary>缓急: how soon it is needed.</summary>
public enum Urgency
{
    /// <summary>一般.</summary>
    [Term("一般")] Ordinary,

    /// <summary>紧急.</summary>
    [Term("紧急")] Urgent,
}

/// <summary>服务形式: how the service is given (集中+分散, 线上+线下).</summary>
public enum ServiceForm
{
    /// <summary>上门: a single visit to one household.</summary>
    [Term("上门")] Visit,

    /// <summary>集中: many residents at one place and time.</summary>
    [Term("集中")] Group,

    /// <summary>线上: by video or chat.</summary>
    [Term("线上")] Online,

    /// <summary>电话: by phone.</summary>
    [Term("电话")] Phone,
}

/// <summary>来源: how the need reached the network.</summary>
public enum OrderSource
{
    /// <summary>扫码: the resident's own phone page.</summary>
    [Term("居民扫码")] DoorCode,

    /// <summary>网页: the public page without a code.</summary>
    [Term("居民网页")] PublicPage,

    /// <summary>窗口: a clerk at the station.</summary>
    [Term("窗口代点")] Clerk,

    /// <summary>楼栋长或网格员代点.</summary>
    [Term("楼栋长代点")] BuildingHead,

    /// <summary>热线.</summary>
    [Term("热线")] Hotline,

    /// <summary>接口: another program.</summary>
    [Term("接口")] Api,

    /// <summary>伙伴系统: a partner's system with a key of its own, such as the city's hotline.</summary>
    [Term("伙伴系统")] Partner,

    /// <summary>批量: a file of orders.</summary>
    [Term("批量导入")] Batch,
}

/// <summary>派单方式: how volunteers are being found for an order.</summary>
public enum DispatchMode
{
    /// <summary>未派: nobody is being asked.</summary>
    [Term("未派")] None,

    /// <summary>指定: the people a dispatcher has chosen.</summary>
    [Term("指定派单")] Chosen,

    /// <summary>自动: the best candidates in waves, next ones at once when somebody declines.</summary>
    [Term("自动派单")] Waves,

    /// <summary>派给队伍: a team's leader finds its people.</summary>
    [Term("派给队伍")] Team,

    /// <summary>抢单: open for claiming, first come.</summary>
    [Term("开放抢单")] Claiming,
}

/// <summary>派单答复: what became of an offer.</summary>
public enum OfferState
{
    /// <summary>待答复.</summary>
    [Term("待答复")] Waiting,

    /// <summary>已接.</summary>
    [Term("已接单")] Accepted,

    /// <summary>已谢绝: declining costs nothing.</summary>
    [Term("已谢绝")] Declined,

    /// <summary>超时未答.</summary>
    [Term("超时未答")] Expired,

    /// <summary>已取消: taken back, or no place was left.</summary>
    [Term("已取消")] Cancelled,
}

/// <summary>服务进度: how far one volunteer is with an order.</summary>
public enum AssignmentState
{
    /// <summary>已接单.</summary>
    [Term("已接单")] Accepted,

    /// <summary>在路上.</summary>
    [Term("在路上")] OnTheWay,

    /// <summary>已签到.</summary>
    [Term("已签到")] CheckedIn,

    /// <summary>已签退.</summary>
    [Term("已签退")] Finished,

    /// <summary>已交回: handed back before the start.</summary>
    [Term("已交回")] HandedBack,

    /// <summary>未到岗: did not appear.</summary>
    [Term("未到岗")] NoShow,

    /// <summary>已取消: the order ended without the service.</summary>
    [Term("已取消")] Cancelled,
}
