# What this pack's codes say. $observed and $threshold arrive formatted in the criterion's unit.

criterion-makerspace-legal-entity = 具备独立法人资格
criterion-makerspace-legal-entity-met = 运营机构具备独立法人资格。
criterion-makerspace-legal-entity-not-met = 运营机构不具备独立法人资格。

criterion-makerspace-statistics = 如实填报统计数据
criterion-makerspace-statistics-met = 已如实填报火炬统计数据。
criterion-makerspace-statistics-not-met = 未填报火炬统计数据，请先补报。

criterion-makerspace-months = 实际运营时间
criterion-makerspace-months-met = 实际运营时间为{ $observed }个月，不少于{ $threshold }个月。
criterion-makerspace-months-not-met = 实际运营时间为{ $observed }个月，少于{ $threshold }个月。

criterion-makerspace-space = 场地面积或创业工位（二选一）
criterion-makerspace-space-met = 场地面积或创业工位（二选一）：较好的一项达到标准的{ $observed }。
criterion-makerspace-space-not-met = 场地面积或创业工位（二选一）：两项都不足，较好的一项只达到标准的{ $observed }。

criterion-makerspace-open-share = 公共服务和开放面积占比
criterion-makerspace-open-share-met = 公共服务和开放面积占比为{ $observed }，不低于{ $threshold }。
criterion-makerspace-open-share-not-met = 公共服务和开放面积占比为{ $observed }，低于{ $threshold }。

criterion-makerspace-teams = 入驻创业团队和企业
criterion-makerspace-teams-met = 入驻创业团队和企业为{ $observed }家，不少于{ $threshold }家。
criterion-makerspace-teams-not-met = 入驻创业团队和企业为{ $observed }家，少于{ $threshold }家。

criterion-makerspace-founding = 每年新注册企业或获得融资的团队和企业（二选一）
criterion-makerspace-founding-met = 每年新注册企业或获得融资的团队和企业（二选一）：较好的一项达到标准的{ $observed }。
criterion-makerspace-founding-not-met = 每年新注册企业或获得融资的团队和企业（二选一）：两项都不足，较好的一项只达到标准的{ $observed }。

criterion-makerspace-cases = 典型孵化案例
criterion-makerspace-cases-met = 典型孵化案例为{ $observed }个，不少于{ $threshold }个。
criterion-makerspace-cases-not-met = 典型孵化案例为{ $observed }个，少于{ $threshold }个。

criterion-makerspace-staff = 专职运营人员
criterion-makerspace-staff-met = 专职运营人员为{ $observed }人，不少于{ $threshold }人。
criterion-makerspace-staff-not-met = 专职运营人员为{ $observed }人，少于{ $threshold }人。

criterion-makerspace-mentors = 创业导师
criterion-makerspace-mentors-met = 创业导师为{ $observed }人，不少于{ $threshold }人。
criterion-makerspace-mentors-not-met = 创业导师为{ $observed }人，少于{ $threshold }人。

criterion-makerspace-events = 每年创业活动和培训
criterion-makerspace-events-met = 每年创业活动和培训为{ $observed }场次，不少于{ $threshold }场次。
criterion-makerspace-events-not-met = 每年创业活动和培训为{ $observed }场次，少于{ $threshold }场次。

criterion-incubator-months = 实际运营时间
criterion-incubator-months-met = 实际运营时间为{ $observed }个月，不少于{ $threshold }个月。
criterion-incubator-months-not-met = 实际运营时间为{ $observed }个月，少于{ $threshold }个月。

criterion-incubator-statistics = 连续报送统计数据的年数
criterion-incubator-statistics-met = 连续报送统计数据的年数为{ $observed }年，不少于{ $threshold }年。
criterion-incubator-statistics-not-met = 连续报送统计数据的年数为{ $observed }年，少于{ $threshold }年。

criterion-incubator-area = 可自主支配场地面积
criterion-incubator-area-met = 可自主支配场地面积为{ $observed }平方米，不少于{ $threshold }平方米。
criterion-incubator-area-not-met = 可自主支配场地面积为{ $observed }平方米，少于{ $threshold }平方米。

criterion-incubator-tenant-area = 在孵企业使用面积占比
criterion-incubator-tenant-area-met = 在孵企业使用面积占比为{ $observed }，不低于{ $threshold }。
criterion-incubator-tenant-area-not-met = 在孵企业使用面积占比为{ $observed }，低于{ $threshold }。

criterion-incubator-seed-fund = 种子资金或合作孵化资金
criterion-incubator-seed-fund-met = 种子资金或合作孵化资金为{ $observed }，不低于{ $threshold }。
criterion-incubator-seed-fund-not-met = 种子资金或合作孵化资金为{ $observed }，低于{ $threshold }。

criterion-incubator-funded-share = 获得投融资的在孵企业占比
criterion-incubator-funded-share-met = 获得投融资的在孵企业占比为{ $observed }，不低于{ $threshold }。
criterion-incubator-funded-share-not-met = 获得投融资的在孵企业占比为{ $observed }，低于{ $threshold }。

criterion-incubator-fund-cases = 资金使用案例
criterion-incubator-fund-cases-met = 资金使用案例为{ $observed }个，不少于{ $threshold }个。
criterion-incubator-fund-cases-not-met = 资金使用案例为{ $observed }个，少于{ $threshold }个。

criterion-incubator-professionals = 专业孵化服务人员占比
criterion-incubator-professionals-met = 专业孵化服务人员占比为{ $observed }，不低于{ $threshold }。
criterion-incubator-professionals-not-met = 专业孵化服务人员占比为{ $observed }，低于{ $threshold }。

criterion-incubator-professional-density = 专业孵化服务人员
criterion-incubator-professional-density-met = 专业孵化服务人员为{ $observed }人，不少于{ $threshold }人。
criterion-incubator-professional-density-not-met = 专业孵化服务人员为{ $observed }人，少于{ $threshold }人。

criterion-incubator-mentor-density = 创业导师
criterion-incubator-mentor-density-met = 创业导师为{ $observed }人，不少于{ $threshold }人。
criterion-incubator-mentor-density-not-met = 创业导师为{ $observed }人，少于{ $threshold }人。

criterion-incubator-ip = 申请知识产权的企业占比或拥有有效知识产权的企业占比（二选一）
criterion-incubator-ip-met = 申请知识产权的企业占比或拥有有效知识产权的企业占比（二选一）：较好的一项达到标准的{ $observed }。
criterion-incubator-ip-not-met = 申请知识产权的企业占比或拥有有效知识产权的企业占比（二选一）：两项都不足，较好的一项只达到标准的{ $observed }。

criterion-incubator-tenants = 在孵企业
criterion-incubator-tenants-met = 在孵企业为{ $observed }家，不少于{ $threshold }家。
criterion-incubator-tenants-not-met = 在孵企业为{ $observed }家，少于{ $threshold }家。

criterion-incubator-tenant-density = 每千平方米在孵企业
criterion-incubator-tenant-density-met = 每千平方米在孵企业为{ $observed }家，不少于{ $threshold }家。
criterion-incubator-tenant-density-not-met = 每千平方米在孵企业为{ $observed }家，少于{ $threshold }家。

criterion-incubator-graduates = 累计毕业企业
criterion-incubator-graduates-met = 累计毕业企业为{ $observed }家，不少于{ $threshold }家。
criterion-incubator-graduates-not-met = 累计毕业企业为{ $observed }家，少于{ $threshold }家。

check-tenant-share-whole = 面积占比不得大于100%

basis-note = 条件取自公开转载文本，以火炬中心当年通知为准。
